using Broker.Protocol.Inbound;
using Broker.Protocol.Outbound;

namespace Broker.Actors.Connections;

/// <summary>A client's socket as its connection's actor sees it. It tells the actor <see cref="InboundMessage"/>, <see cref="ControlsReceived"/> and, once, <see cref="SocketClosed"/>.</summary>
public interface IClientSocket
{
    /// <summary>What waits to be written; closing it ends the socket after that.</summary>
    Outbox Outbox { get; }

    /// <summary>The reader's credit; the actor gives back the cost of each message that is dealt with.</summary>
    ReadGate Gate { get; }

    /// <summary>Opens: answers the handshake, and reads and writes from now on.</summary>
    void Start(IActorRef connection);

    /// <summary>Instead of <see cref="Start"/>: the client is told to try again later.</summary>
    void Refuse();

    /// <summary>Ends the connection when the client was silent for so long; null for never.</summary>
    void LimitSilence(TimeSpan? silence);

    /// <summary>Ends at once, whatever is queued.</summary>
    void Abort();
}
