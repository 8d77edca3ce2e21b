using System.Diagnostics.Metrics;
using Broker.Actors.Fencing;
using Broker.Actors.Keepers;

namespace Broker.Actors.Diagnostics;

/// <summary>What this node's keeper and fence count. The keeper counts for itself; here it is only read.</summary>
public sealed class KeeperMetrics
{
    private KeeperCounts _counts = new();
    private NodeFence _fence = new();

    internal KeeperMetrics(Meter meter)
    {
        Count("relay.keeper.left", "{topic}", "Topics whose state was left on this node.", static counts => counts.Left);
        Count("relay.keeper.given", "{topic}", "Left topics that other nodes took from this one, or refused.", static counts => counts.Given);
        Count("relay.keeper.taken", "{topic}", "Left topics taken from other nodes.", static counts => counts.Taken);
        Count("relay.keeper.stale", "{topic}", "Left topics refused because they may be out of date.", static counts => counts.Stale);
        Count("relay.keeper.dropped", "{topic}", "Left topics dropped because nobody took them in time.", static counts => counts.Expired);
        Count("relay.keeper.sent", "By", "Bytes of left topics sent, repeats included.", static counts => counts.BytesSent);
        Count("relay.keeper.hostings", "{shard}", "Shards that came to this node.", static counts => counts.Asked);
        meter.CreateObservableUpDownCounter("relay.keeper.topics", () => _counts.Held, "{topic}", "Left topics that lie on this node.");
        meter.CreateObservableUpDownCounter("relay.keeper.bytes", () => _counts.HeldBytes, "By", "About how much memory they take.");
        meter.CreateObservableCounter("relay.fence.closed", () => _fence.Lapses, "{time}", "Times that this node was without a majority.");
        meter.CreateObservableCounter("relay.fence.closed.time", () => _fence.ClosedMs / 1000.0, "s", "How long altogether.");

        void Count(string name, string unit, string description, Func<KeeperCounts, long> read) =>
            meter.CreateObservableCounter(name, () => read(_counts), unit, description);
    }

    /// <summary>States that other nodes have taken from here.</summary>
    public long Given => _counts.Given;

    /// <summary>States that lie here.</summary>
    public long Held => _counts.Held;

    internal void Read(KeeperCounts counts) => Volatile.Write(ref _counts, counts);

    internal void Read(NodeFence fence) => Volatile.Write(ref _fence, fence);
}
