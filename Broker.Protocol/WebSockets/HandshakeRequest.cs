namespace Broker.Protocol.WebSockets;

/// <summary>What the opening handshake needs to know of a request (RFC 6455 section 4.2.1); a header that is missing is null.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="IsHttp11">Whether the request is HTTP/1.1.</param>
/// <param name="Upgrade">The header Upgrade.</param>
/// <param name="Connection">The header Connection, several joined by commas.</param>
/// <param name="Version">The header Sec-WebSocket-Version.</param>
/// <param name="Key">The header Sec-WebSocket-Key.</param>
/// <param name="Protocols">The header Sec-WebSocket-Protocol, several joined by commas.</param>
/// <param name="Extensions">The header Sec-WebSocket-Extensions, several joined by commas.</param>
public readonly record struct HandshakeRequest(
    string Method, bool IsHttp11, string? Upgrade, string? Connection, string? Version, string? Key, string? Protocols, string? Extensions = null);
