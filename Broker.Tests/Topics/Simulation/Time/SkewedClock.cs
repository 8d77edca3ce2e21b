namespace Broker.Tests.Topics.Simulation.Time;

/// <summary>The wall clock of one node, which is off by seconds and may be set while the node runs.</summary>
internal sealed class SkewedClock(EventQueue time) : TimeProvider
{
    private const long Beginning = 1_700_000_000_000;

    /// <summary>How far it is ahead, in milliseconds.</summary>
    public long Skew { get; set; }

    public long UnixMs => Beginning + time.Now + Skew;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(UnixMs);
}
