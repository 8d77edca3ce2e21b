namespace Broker.Protocol.WebSockets;

/// <summary>What a peer did.</summary>
public enum WebSocketEventKind : byte
{
    /// <summary>A complete text message.</summary>
    Text,

    /// <summary>A complete binary message.</summary>
    Binary,

    /// <summary>A ping, to be answered with its bytes.</summary>
    Ping,

    /// <summary>A pong.</summary>
    Pong,

    /// <summary>The peer closes; nothing after it is read.</summary>
    Close,

    /// <summary>The peer broke a rule or a limit; nothing after it is read.</summary>
    Failed,
}
