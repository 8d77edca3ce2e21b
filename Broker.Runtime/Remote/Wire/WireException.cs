namespace Broker.Runtime.Remote.Wire;

/// <summary>A peer sent bytes that break the protocol of docs/wire.md; its connection is closed.</summary>
internal sealed class WireException(string message) : Exception(message);
