namespace Broker.Protocol.Limits;

/// <summary>The limits that count when they are reached. Each is a row of the table in docs/protocol.md, by its name there.</summary>
public enum LimitKind
{
    /// <summary>Connections of a node.</summary>
    NodeConnections,

    /// <summary>Connections of a user on a node.</summary>
    UserConnections,

    /// <summary>Handshakes of a node.</summary>
    NodeHandshakes,

    /// <summary>Handshakes of a user.</summary>
    UserHandshakes,

    /// <summary>Subscriptions of a connection.</summary>
    ClientSubscriptions,

    /// <summary>Subscriptions of a user.</summary>
    UserSubscriptions,

    /// <summary>Subscriptions of a node.</summary>
    NodeSubscriptions,

    /// <summary>The largest message of a namespace, or body of a request.</summary>
    MessageSize,

    /// <summary>Messages of a connection, in number.</summary>
    ClientMessages,

    /// <summary>Messages of a user, in number.</summary>
    UserMessages,

    /// <summary>Messages of a node, in number.</summary>
    NodeMessages,

    /// <summary>Messages of a connection, in bytes.</summary>
    ClientBytes,

    /// <summary>Messages of a user, in bytes.</summary>
    UserBytes,

    /// <summary>Messages of a node, in bytes.</summary>
    NodeBytes,

    /// <summary>New topics of a connection.</summary>
    ClientTopics,

    /// <summary>New topics of a user.</summary>
    UserTopics,

    /// <summary>New topics of a node.</summary>
    NodeTopics,

    /// <summary>What waits for all clients of a node.</summary>
    NodeOutbox,
}
