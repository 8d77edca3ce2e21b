using Broker.Protocol.Outbound;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Protocol.Clients;

/// <summary>What one client says and is told, in one protocol: a pure machine for one connection.</summary>
/// <remarks>
/// The connection's actor feeds it, in its own turns, and carries out the commands it gives to the sink during the call. It knows no
/// socket, clock or actor. After it gave <see cref="IClientCommands.Close"/> nothing more is fed.
/// </remarks>
public interface IClientProtocol
{
    /// <summary>The name in logs and metrics.</summary>
    string Name { get; }

    /// <summary>How this client is sent publications.</summary>
    DeliveryFormat Format { get; }

    /// <summary>The connection is open: the protocol may subscribe at once.</summary>
    void Open(IClientCommands commands);

    /// <summary>A complete message came; its memory belongs to the receiver and does not change.</summary>
    void Receive(MessageKind kind, ReadOnlyMemory<byte> message, IClientCommands commands);

    /// <summary>A subscribe ended: from now on the topic delivers, or the outcome says why not.</summary>
    void Subscribed(in SubscribeOutcome outcome, IClientCommands commands);

    /// <summary>A publish ended.</summary>
    void Published(in PublishOutcome outcome, IClientCommands commands);

    /// <summary>An authentication ended.</summary>
    void Authenticated(in AuthenticateOutcome outcome, IClientCommands commands)
    {
    }

    /// <summary>Publications of a subscribed topic are gone for this client; the stream goes on in the given epoch.</summary>
    void StreamReset(TopicName topic, Epoch epoch, IClientCommands commands);

    /// <summary>Publications of some topic that matches the filter may be gone for this client, and nobody can say which.</summary>
    void FilterReset(TopicFilter filter, IClientCommands commands);

    /// <summary>A reading of history ended; only protocols that ask for it are told.</summary>
    void HistoryRead(in HistoryOutcome outcome, IClientCommands commands)
    {
    }
}
