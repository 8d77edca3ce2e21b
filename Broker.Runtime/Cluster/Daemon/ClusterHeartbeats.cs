using System.Collections.Immutable;
using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.FailureDetection;
using Broker.Runtime.Cluster.Membership;
using Broker.Runtime.Remote.Heartbeat;

namespace Broker.Runtime.Cluster.Daemon;

/// <summary>The failure detectors of this node: the heartbeat thread writes what it hears, the daemon reads verdicts.</summary>
/// <remarks>The state is immutable and swapped whole, so neither waits for the other, however busy the thread pool is.</remarks>
internal sealed class ClusterHeartbeats : IDisposable
{
    private readonly ClusterClock _clock;
    private readonly HeartbeatSubscription _subscription;
    private readonly TimeSpan _reapInterval;
    private HeartbeatMonitorState _state;
    private ImmutableHashSet<Address> _targets = [];
    private TimeSpan _nextCheck;

    private ClusterHeartbeats(Cluster cluster, HeartbeatLane lane)
    {
        var settings = cluster.Settings;
        _clock = cluster.Clock;
        _reapInterval = settings.UnreachableNodesReaperInterval;
        _state = new HeartbeatMonitorState(
            cluster.SelfUniqueAddress, settings.ToDetector(), settings.MonitoredByNrOfMembers, settings.HeartbeatExpectedResponseAfter)
        {
            CheckInterval = _reapInterval,
        };
        _subscription = lane.Subscribe(settings.HeartbeatInterval, Heard);
    }

    public static ClusterHeartbeats Start(Cluster cluster, HeartbeatLane lane) => new(cluster, lane);

    public void Observe(MembershipState state)
    {
        var gossip = state.Gossip;
        ImmutableInterlocked.Update(
            ref _state,
            static (monitor, arg) => monitor.WithMembers(arg.gossip.Nodes, arg.gossip.Reachability.AllUnreachable, arg.found, arg.now),
            (gossip, found: gossip.Reachability.UnreachableFrom(state.Self).ToImmutableHashSet(), now: _clock.Now));
        var targets = _state.Receivers.Select(static r => r.Address).ToImmutableHashSet();
        if (targets.SetEquals(_targets))
            return;
        _targets = targets;
        _subscription.SetTargets(targets);
    }

    /// <summary>Who does not answer, when a check is due and a verdict can be given.</summary>
    public ImmutableHashSet<UniqueAddress>? Check()
    {
        var now = _clock.Now;
        if (now < _nextCheck)
            return null;
        _nextCheck = now + _reapInterval;
        ImmutableInterlocked.Update(ref _state, static (monitor, at) => monitor.ExpectFirst(at).Check(at).State, now);
        var state = _state;
        return now < state.TrustFrom ? null : state.Unavailable(now);
    }

    /// <summary>For how long the most silent of the reachable nodes has not been heard; may be asked from any thread.</summary>
    public TimeSpan LongestSilence() => _state.LongestSilence(_clock.Now);

    public void Dispose() => _subscription.Dispose();

    private void Heard(Address address, int uid, long timestamp) => ImmutableInterlocked.Update(
        ref _state,
        static (monitor, heard) => monitor.Heard(heard.node, heard.at),
        (node: new UniqueAddress(address, uid), at: _clock.At(timestamp)));
}
