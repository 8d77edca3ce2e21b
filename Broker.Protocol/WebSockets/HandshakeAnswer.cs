namespace Broker.Protocol.WebSockets;

/// <summary>How the opening handshake is answered.</summary>
/// <param name="Status">The HTTP status: 101 when the connection becomes a WebSocket.</param>
/// <param name="Accept">The header Sec-WebSocket-Accept of a 101.</param>
/// <param name="Subprotocol">The header Sec-WebSocket-Protocol of a 101, or null for none.</param>
/// <param name="Extensions">The header Sec-WebSocket-Extensions of a 101, or null: messages may then be compressed both ways.</param>
/// <param name="Refusal">What is wrong with the request, for its sender; empty for a 101.</param>
public readonly record struct HandshakeAnswer(int Status, string Accept, string? Subprotocol, string? Extensions, string Refusal);
