namespace Broker.Tests.Node.WebSockets.Conformance;

/// <summary>A part of a conversation.</summary>
/// <param name="Sent">The bytes of the client.</param>
/// <param name="Heard">What the server then says; messages and pongs are each in their order.</param>
/// <param name="Piece">How many bytes go out in one write.</param>
internal sealed record Step(byte[] Sent, string[] Heard, int Piece = int.MaxValue);
