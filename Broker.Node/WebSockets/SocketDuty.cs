namespace Broker.Node.WebSockets;

/// <summary>What the sweep has to do with a socket.</summary>
internal enum SocketDuty
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Send a ping.</summary>
    Ping,

    /// <summary>Close: a ping was not answered.</summary>
    CloseNoPong,

    /// <summary>Close: the client sent nothing for longer than it promised.</summary>
    CloseSilent,

    /// <summary>Cut the connection: a write or the closing took too long.</summary>
    Abort,
}
