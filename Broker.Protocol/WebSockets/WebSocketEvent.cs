using Broker.Protocol.Errors;

namespace Broker.Protocol.WebSockets;

/// <summary>One thing that a peer did, read from its bytes.</summary>
public readonly struct WebSocketEvent
{
    private WebSocketEvent(WebSocketEventKind kind, ReadOnlyMemory<byte> data, ushort? peerCode, CloseCode? failure, string detail)
    {
        Kind = kind;
        Data = data;
        PeerCode = peerCode;
        Failure = failure;
        Detail = detail;
    }

    /// <summary>What it is.</summary>
    public WebSocketEventKind Kind { get; }

    /// <summary>The bytes of a message, ping or pong; the receiver owns them.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>The code of a close, or null when the peer gave none.</summary>
    public ushort? PeerCode { get; }

    /// <summary>With which code to end the connection after a failure.</summary>
    public CloseCode? Failure { get; }

    /// <summary>The peer's reason of a close, or which rule was broken.</summary>
    public string Detail { get; }

    internal static WebSocketEvent Of(WebSocketEventKind kind, ReadOnlyMemory<byte> data) => new(kind, data, null, null, "");

    internal static WebSocketEvent Closed(ushort? code, string reason) => new(WebSocketEventKind.Close, default, code, null, reason);

    internal static WebSocketEvent Broken(CloseCode failure, string rule) => new(WebSocketEventKind.Failed, default, null, failure, rule);
}
