using System.Collections.Frozen;
using Broker.Runtime.Actor;

namespace Broker.Runtime.Remote.Heartbeat;

/// <summary>One watcher's interest in the heartbeats of a set of nodes.</summary>
internal sealed class HeartbeatSubscription(HeartbeatLane lane, TimeSpan interval, HeartbeatReceived received) : IDisposable
{
    private FrozenSet<Address> _targets = FrozenSet<Address>.Empty;

    public TimeSpan Interval => interval;

    public HeartbeatReceived Received => received;

    /// <summary>The nodes to send heartbeats to: an immutable snapshot.</summary>
    public FrozenSet<Address> Targets => Volatile.Read(ref _targets);

    /// <summary>Replaces the set of nodes; those that stay keep their connection.</summary>
    public void SetTargets(IEnumerable<Address> targets)
    {
        Volatile.Write(ref _targets, targets.ToFrozenSet());
        lane.TargetsChanged();
    }

    public void Dispose() => lane.Remove(this);
}
