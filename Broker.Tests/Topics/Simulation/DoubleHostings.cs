namespace Broker.Tests.Topics.Simulation;

/// <summary>The shards that were started twice on purpose, and when.</summary>
internal sealed class DoubleHostings(World world)
{
    private readonly List<(int Shard, long At)> _begun = [];

    public void Begin(int shard) => _begun.Add((shard, world.Time.Now));
}
