namespace Broker.Actors.Relays;

/// <summary>What a node's hub wants done.</summary>
public enum NodeRelaysEffectKind
{
    /// <summary>Start a relay of the topic; with a position, it begins there.</summary>
    Start,

    /// <summary>Stop the topic's relay.</summary>
    Stop,

    /// <summary>Tell the topic's relay the message.</summary>
    ToRelay,

    /// <summary>The topic's relay is heard by the audience from now on.</summary>
    Attach,

    /// <summary>And no longer.</summary>
    Detach,

    /// <summary>Send the message to the node: to its hub, or what answers a report to its reporter.</summary>
    Send,

    /// <summary>The member's filter is known to every node that can be reached.</summary>
    Joined,

    /// <summary>This node has too many filters for the member's.</summary>
    Refused,

    /// <summary>Tell the audience that it may have missed something.</summary>
    TellGap,
}
