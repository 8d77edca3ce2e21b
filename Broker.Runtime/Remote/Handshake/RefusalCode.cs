namespace Broker.Runtime.Remote.Handshake;

/// <summary>Why a connection was not accepted. Numbers are fixed by docs/wire.md.</summary>
internal enum RefusalCode
{
    None = 0,

    /// <summary>The two nodes have no protocol version in common.</summary>
    Version = 1,

    /// <summary>The peer belongs to an actor system of another name.</summary>
    System = 2,

    /// <summary>The address asked for is not the one this node has.</summary>
    Address = 3,

    /// <summary>The proof of the shared secret is wrong.</summary>
    Secret = 4,

    /// <summary>This incarnation of the peer was quarantined.</summary>
    Quarantined = 5,

    /// <summary>The node is shutting down.</summary>
    Stopping = 6,

    /// <summary>Too many connections are at the beginning of their handshake.</summary>
    Busy = 7,

    /// <summary>The peer's certificate is not for the host it says it is.</summary>
    Certificate = 8,
}
