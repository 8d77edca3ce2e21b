using Broker.Actors.Nodes;

namespace Broker.Actors.Fencing;

/// <summary>A node's lease from the majority: its owners may act for a time after a majority was asked and answered.</summary>
/// <remarks>
/// Pure: times are milliseconds of a steady clock. The time counts from when a ping was sent, not from its answer: whatever the others decide
/// after their answer they decide later than that. Who answers remembers it: if the other goes without a word, its lease is waited out.
/// </remarks>
public sealed class FenceState(NodeFence fence, FenceOptions options)
{
    // Answers to pings older than the lease renew nothing, so nothing older is remembered.
    private readonly Dictionary<long, long> _sentAt = [];
    private readonly Dictionary<NodeId, Known> _others = [];
    private readonly List<long> _times = [];
    private readonly long _leaseMs = (long)options.Lease.TotalMilliseconds;
    private readonly long _intervalMs = (long)options.PingInterval.TotalMilliseconds;
    private ClusterView? _view;
    private long _sequence;
    private long _pingAt;
    private bool _isClosed;

    /// <summary>When <see cref="Tick"/> has something to do next.</summary>
    public long? NextTick => _others.Count > 0 && !_isClosed ? _pingAt : null;

    /// <summary>Members came, went, or are seen otherwise than before.</summary>
    public void MembersChanged(ClusterView view, long now, List<FenceEffect> effects)
    {
        _view = view;
        foreach (var gone in _others.Keys.Where(node => !view.Contains(node)).ToList())
        {
            _others.Remove(gone, out var known);
            fence.GrantsEnd = Math.Max(fence.GrantsEnd, known!.GrantedAt + _leaseMs);
        }

        var isNew = false;
        foreach (var member in view.Members)
        {
            if (member.Node == view.Self)
            {
                continue;
            }

            if (!_others.TryGetValue(member.Node, out var known))
            {
                _others.Add(member.Node, known = new Known());
                isNew = true;
            }

            known.UpSince ??= member.IsJoining ? null : now;
        }

        Renew(now);
        if (isNew)
        {
            _pingAt = now;
            Tick(now, effects);
        }
    }

    /// <summary>Another node asks.</summary>
    public void Pinged(FencePing ping, long now, List<FenceEffect> effects)
    {
        if (_view is null || !_others.TryGetValue(ping.Node, out var known))
        {
            return;
        }

        // A node that this side is about to give up must not live on its answers.
        if (_view.IsReachable(ping.Node) || !options.Rules.UnreachableNodesGetNoLease)
        {
            known.GrantedAt = now;
            effects.Add(new(ping.Node, new FencePong(_view.Self, ping.Sequence)));
        }
    }

    /// <summary>Another node answered.</summary>
    public void Ponged(FencePong pong, long now)
    {
        if (_others.TryGetValue(pong.Node, out var known) && _sentAt.TryGetValue(pong.Sequence, out var at) && !(known.HeardAt >= at))
        {
            known.HeardAt = at;
            Renew(now);
        }
    }

    /// <summary>Another node leaves and does not act any more.</summary>
    public void Closed(FenceClosed closed)
    {
        if (_others.TryGetValue(closed.Node, out var known))
        {
            known.GrantedAt = Known.Never;
        }
    }

    /// <summary>This node leaves: its owners have ended, and it acts no more.</summary>
    public void Close(List<FenceEffect> effects)
    {
        if (_isClosed || _view is null)
        {
            return;
        }

        _isClosed = true;
        fence.OpenUntil = long.MinValue;
        foreach (var other in _others.Keys)
        {
            effects.Add(new(other, new FenceClosed(_view.Self)));
        }
    }

    /// <summary>Time has passed: asks all members.</summary>
    public void Tick(long now, List<FenceEffect> effects)
    {
        if (_view is null || now < _pingAt || _isClosed)
        {
            return;
        }

        _pingAt = now + _intervalMs;
        foreach (var old in _sentAt.Where(sent => sent.Value + _leaseMs < now).Select(static sent => sent.Key).ToList())
        {
            _sentAt.Remove(old);
        }

        _sentAt[++_sequence] = now;
        foreach (var other in _others.Keys)
        {
            effects.Add(new(other, new FencePing(_view.Self, _sequence)));
        }

        Renew(now);
    }

    // The latest moment at which some majority, this node included, had all been asked what they since answered.
    private void Renew(long now)
    {
        if (_isClosed || _view is null)
        {
            return;
        }

        var until = Until(now);
        if (until > fence.OpenUntil && fence.OpenUntil < now)
        {
            fence.Lapses++;
            fence.ClosedMs += fence.OpenUntil < 0 ? 0 : now - fence.OpenUntil;
        }

        fence.OpenUntil = until;
    }

    private long Until(long now)
    {
        _times.Clear();
        var graceEnds = long.MaxValue;
        long? lowest = null;
        foreach (var member in _view!.Members)
        {
            var heard = member.Node == _view.Self ? long.MaxValue : HeardAt(member.Node, now, ref graceEnds);
            if (heard is not null)
            {
                lowest ??= heard;
                _times.Add(heard.Value);
            }
        }

        if (lowest is null)
        {
            return long.MinValue;
        }

        _times.Sort(static (left, right) => right.CompareTo(left));
        var majority = _times[_times.Count / 2];
        if (_times.Count % 2 == 0)
        {
            // Half of the members are enough when the lowest address is among them, as the keep-majority resolver decides.
            majority = Math.Max(majority, Math.Min(lowest.Value, _times[(_times.Count / 2) - 1]));
        }

        var until = majority is long.MaxValue or Known.Never ? majority : majority + _leaseMs;
        return Math.Min(until, graceEnds);
    }

    // A new member counts from its first answer, or from a lease after it is up: an actor that is just starting closes nobody's fence.
    // Null for one that does not count yet; then nothing is promised beyond the moment from which it does.
    private long? HeardAt(NodeId node, long now, ref long graceEnds)
    {
        var known = _others[node];
        if (known.HeardAt is not null)
        {
            return known.HeardAt;
        }

        if (known.UpSince is not { } up)
        {
            return null;
        }

        if (up + _leaseMs > now)
        {
            graceEnds = Math.Min(graceEnds, up + _leaseMs);
            return null;
        }

        return Known.Never;
    }

    private sealed class Known
    {
        // Far from the end of the numbers, so that a lease can be added.
        public const long Never = long.MinValue / 2;

        public long? HeardAt { get; set; }

        public long? UpSince { get; set; }

        public long GrantedAt { get; set; } = Never;
    }
}
