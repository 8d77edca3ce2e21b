namespace Broker.Node.WebSockets;

/// <summary>The place of a socket in the sweep.</summary>
internal readonly record struct SweepSlot(List<ISwept>? Group, int Index);
