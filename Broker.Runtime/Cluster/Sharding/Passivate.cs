namespace Broker.Runtime.Cluster.Sharding;

/// <summary>
/// An entity sends this to its parent when it wants to stop. It is told <see cref="StopMessage"/> and stops itself; what arrives
/// for it meanwhile is kept and starts it anew.
/// </summary>
/// <param name="stopMessage">The message that the entity is sent back.</param>
public sealed class Passivate(object stopMessage) : IShardRegionCommand
{
    /// <summary>The message that the entity is sent back, and at which it stops.</summary>
    public object StopMessage { get; } = stopMessage;
}
