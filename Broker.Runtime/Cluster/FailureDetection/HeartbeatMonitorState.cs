using System.Collections.Immutable;

namespace Broker.Runtime.Cluster.FailureDetection;

/// <summary>Whom this node watches and how each of them does.</summary>
/// <remarks>Immutable. <c>now</c> is a monotonic time from any origin.</remarks>
internal sealed record HeartbeatMonitorState(UniqueAddress Self, PhiAccrualSettings Detector, int MonitoredBy, TimeSpan ExpectedResponseAfter)
{
    /// <summary>Those that anyone finds unreachable.</summary>
    public ImmutableHashSet<UniqueAddress> Unreachable { get; init; } = [];

    public ImmutableDictionary<UniqueAddress, Watch> Watches { get; init; } = ImmutableDictionary<UniqueAddress, Watch>.Empty;

    /// <summary>Where heartbeats go.</summary>
    public ImmutableHashSet<UniqueAddress> Receivers { get; init; } = [];

    /// <summary>How often <see cref="Check"/> is called.</summary>
    public TimeSpan CheckInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>When the last check was.</summary>
    public TimeSpan? LastCheck { get; init; }

    /// <summary>Before this time no verdict is given: the process itself stood still, and answers are on their way.</summary>
    public TimeSpan TrustFrom { get; init; }

    /// <summary>One node being watched, since when, and what was heard.</summary>
    internal sealed record Watch(TimeSpan Since, PhiAccrualFailureDetector Detector);

    /// <summary>The members or their reachability changed.</summary>
    public HeartbeatMonitorState WithMembers(
        ImmutableHashSet<UniqueAddress> nodes, ImmutableHashSet<UniqueAddress> unreachable, ImmutableHashSet<UniqueAddress> foundUnreachable, TimeSpan now)
    {
        var others = nodes.Remove(Self);
        var ring = HeartbeatRing.Receivers(Self, others, unreachable, MonitoredBy);
        // Our own verdict outlives the ring: only we can take it back.
        var receivers = ring.Union(foundUnreachable.Intersect(others));
        var watches = Watches.RemoveRange(Watches.Keys.Where(n => !receivers.Contains(n)));
        foreach (var node in receivers.Where(n => !watches.ContainsKey(n)))
            watches = watches.Add(node, new Watch(now, new PhiAccrualFailureDetector(Detector)));
        return this with { Unreachable = unreachable, Receivers = receivers, Watches = watches };
    }

    /// <summary>An incarnation answered. Answers of others, at the same address or anywhere, count for nothing.</summary>
    public HeartbeatMonitorState Heard(UniqueAddress node, TimeSpan now) => Watches.TryGetValue(node, out var watch)
        ? this with { Watches = Watches.SetItem(node, watch with { Detector = watch.Detector.Heartbeat(now) }) }
        : this;

    /// <summary>Who never answered is counted from when an answer was due, else a node that died before its first could never be missed.</summary>
    public HeartbeatMonitorState ExpectFirst(TimeSpan now)
    {
        var watches = Watches;
        foreach (var (node, watch) in Watches)
        {
            if (!watch.Detector.IsMonitoring && now - watch.Since >= ExpectedResponseAfter)
                watches = watches.SetItem(node, watch with { Detector = watch.Detector.Heartbeat(now) });
        }

        return ReferenceEquals(watches, Watches) ? this : this with { Watches = watches };
    }

    /// <summary>
    /// Who does not answer; null when no verdict can be given, because this process stood still for longer than the detector
    /// tolerates and would blame the others for it.
    /// </summary>
    public (HeartbeatMonitorState State, ImmutableHashSet<UniqueAddress>? Unavailable) Check(TimeSpan now)
    {
        // Twice the interval at least: a pause shorter than the interval must not make every check look late.
        var late = Detector.AcceptableHeartbeatPause > 2 * CheckInterval ? Detector.AcceptableHeartbeatPause : 2 * CheckInterval;
        var stoodStill = LastCheck is { } last && now - last >= late;
        var state = this with { LastCheck = now, TrustFrom = stoodStill ? now + (2 * ExpectedResponseAfter) : TrustFrom };
        return now < state.TrustFrom ? (state, null) : (state, Unavailable(now));
    }

    public ImmutableHashSet<UniqueAddress> Unavailable(TimeSpan now)
    {
        ImmutableHashSet<UniqueAddress> unavailable = [];
        foreach (var (node, watch) in Watches)
        {
            if (!watch.Detector.IsAvailable(now))
                unavailable = unavailable.Add(node);
        }

        return unavailable;
    }

    /// <summary>For how long the most silent of the watched nodes that all find reachable has not been heard.</summary>
    public TimeSpan LongestSilence(TimeSpan now) => Watches
        .Where(w => !Unreachable.Contains(w.Key))
        .Select(w => now - (w.Value.Detector.LatestHeartbeat ?? w.Value.Since))
        .DefaultIfEmpty(TimeSpan.Zero)
        .Max();
}
