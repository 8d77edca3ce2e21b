namespace Broker.Actors.Connections;

/// <summary>Where a connection is in its life.</summary>
internal enum ConnectionPhase
{
    /// <summary>The handshake is not answered: the first topics have not answered either.</summary>
    Opening,

    /// <summary>The socket reads and writes.</summary>
    Open,

    /// <summary>The outbox is closed; what is in it is still written.</summary>
    Closing,

    /// <summary>The handshake was answered with "try again later", or the client did not wait for it.</summary>
    Refused,
}
