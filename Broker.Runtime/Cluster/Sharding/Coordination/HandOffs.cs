using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Sharding.Protocol;

namespace Broker.Runtime.Cluster.Sharding.Coordination;

/// <summary>
/// The shards that are on the move. Regions first keep their messages back (BeginHandOff and its answers), then the home stops the
/// shard (HandOff, ShardStopped). The messages of the hand-off are repeated until they are answered.
/// </summary>
internal sealed class HandOffs(CoordinatorOptions options, ShardCoordinatorState state)
{
    private readonly Dictionary<string, HandOffRecord> _active = new(StringComparer.Ordinal);

    /// <summary>The shards on the move.</summary>
    public IReadOnlyCollection<string> Shards => _active.Keys;

    /// <summary>When it wants to be called again.</summary>
    public TimeSpan? NextWakeUp => _active.Count == 0
        ? null
        : _active.Values.Min(static record => record.RetryAt < record.Deadline ? record.RetryAt : record.Deadline);

    /// <summary>Whether this shard is on the move.</summary>
    public bool Contains(string shard) => _active.ContainsKey(shard);

    /// <summary>Begins to move a shard away from its home.</summary>
    public void Begin(string shard, string reason, long term, TimeSpan now, CoordinatorOutput output)
    {
        if (_active.ContainsKey(shard) || !state.Homes.TryGetValue(shard, out var record))
            return;
        var handOff = new HandOffRecord(record.Home, state.NextVersion(), reason, now)
        {
            Deadline = now + options.AckTimeout,
            RetryAt = now + options.RetryInterval,
        };
        _active[shard] = handOff;
        foreach (var region in state.Regions.Values)
        {
            output.Send(region.Region, new BeginHandOff(term, shard, handOff.Version, handOff.Home));
            if (state.IsReachable(region))
                handOff.Waiting.Add(region.Region);
        }

        StopWhenQuiet(shard, handOff, term, now, output);
    }

    /// <summary>A region sends nothing more to the home.</summary>
    public void Acknowledged(BeginHandOffAck ack, long term, TimeSpan now, CoordinatorOutput output)
    {
        if (!_active.TryGetValue(ack.Shard, out var handOff) || handOff.Version != ack.Version)
            return;
        handOff.Waiting.Remove(ack.Region);
        StopWhenQuiet(ack.Shard, handOff, term, now, output);
    }

    /// <summary>The shard has stopped, or its home is gone. Gives the record when it was on the move.</summary>
    public HandOffRecord? Finish(string shard) => _active.Remove(shard, out var handOff) ? handOff : null;

    /// <summary>A region is gone: nothing more comes from it.</summary>
    public void RegionGone(IActorRef region, long term, TimeSpan now, CoordinatorOutput output)
    {
        foreach (var (shard, handOff) in _active)
        {
            if (handOff.Waiting.Remove(region))
                StopWhenQuiet(shard, handOff, term, now, output);
        }
    }

    /// <summary>Repeats what was not answered, and ends waits that are over.</summary>
    public void Tick(long term, TimeSpan now, CoordinatorOutput output)
    {
        foreach (var (shard, handOff) in _active)
        {
            if (!handOff.Stopping && now >= handOff.Deadline)
            {
                output.Warning($"Shard {shard}: {handOff.Waiting.Count} regions did not answer BeginHandOff; it is stopped without them.");
                handOff.Waiting.Clear();
                StopWhenQuiet(shard, handOff, term, now, output);
            }
            else if (handOff.Stopping && now >= handOff.Deadline)
            {
                output.Warning($"Shard {shard} has not stopped on {handOff.Home.Path} after {CoordinatorOutput.Ms(now - handOff.Since)}.");
                handOff.Deadline = now + options.HandOffTimeout;
            }

            if (now >= handOff.RetryAt)
                Repeat(shard, handOff, term, now, output);
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => _active.Clear();

    private void StopWhenQuiet(string shard, HandOffRecord handOff, long term, TimeSpan now, CoordinatorOutput output)
    {
        if (handOff.Stopping || handOff.Waiting.Count > 0)
            return;
        handOff.Stopping = true;
        handOff.Deadline = now + options.HandOffTimeout;
        handOff.RetryAt = now + options.RetryInterval;
        output.Send(handOff.Home, new HandOff(term, shard, handOff.Version));
    }

    private void Repeat(string shard, HandOffRecord handOff, long term, TimeSpan now, CoordinatorOutput output)
    {
        handOff.RetryAt = now + options.RetryInterval;
        if (handOff.Stopping)
        {
            output.Send(handOff.Home, new HandOff(term, shard, handOff.Version));
            return;
        }

        foreach (var region in handOff.Waiting)
            output.Send(region, new BeginHandOff(term, shard, handOff.Version, handOff.Home));
    }
}
