using System.Diagnostics.CodeAnalysis;
using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Sharding.Effects;
using Broker.Runtime.Cluster.Sharding.Protocol;

namespace Broker.Runtime.Cluster.Sharding.Regions;

/// <summary>Where the shards live that live elsewhere; each region that is a home is watched once.</summary>
/// <remarks>Only the owning <see cref="ShardRegionCore"/> uses it.</remarks>
internal sealed class KnownHomes
{
    private readonly Dictionary<string, IActorRef> _homes = new(StringComparer.Ordinal);
    private readonly Dictionary<IActorRef, (NodeId Node, int Shards)> _watched = [];
    private readonly RecentlyGone _gone = new();

    /// <summary>The home of a shard, if it is known.</summary>
    public bool TryGet(string shard, [NotNullWhen(true)] out IActorRef? home) => _homes.TryGetValue(shard, out home);

    /// <summary>Whether a home that is named now is known to be gone: the word is from before.</summary>
    public bool IsGone(IActorRef home, NodeId node, TimeSpan now) => _gone.Contains(home, node, now);

    /// <summary>A shard lives there.</summary>
    public void Set(string shard, IActorRef home, NodeId node, List<ShardingEffect> effects)
    {
        Remove(shard, effects);
        _homes[shard] = home;
        var shards = _watched.TryGetValue(home, out var watched) ? watched.Shards : 0;
        _watched[home] = (node, shards + 1);
        if (shards == 0)
            effects.Add(new ShardingEffect.Watch(home));
    }

    /// <summary>Nobody knows where a shard lives.</summary>
    public void Remove(string shard, List<ShardingEffect> effects)
    {
        if (!_homes.Remove(shard, out var home) || !_watched.TryGetValue(home, out var watched))
            return;
        if (watched.Shards > 1)
        {
            _watched[home] = watched with { Shards = watched.Shards - 1 };
            return;
        }

        _watched.Remove(home);
        effects.Add(new ShardingEffect.Unwatch(home));
    }

    /// <summary>A region has ended, or its node was given up.</summary>
    /// <param name="gone">The region.</param>
    /// <param name="until">
    /// Until when nobody is believed who names it. A new process at the address ends all watches there, also of a region that runs in it: that
    /// one may be named again soon.
    /// </param>
    /// <param name="effects">What is to be done.</param>
    public void Gone(IActorRef gone, TimeSpan until, List<ShardingEffect> effects)
    {
        if (_watched.Remove(gone))
            effects.Add(new ShardingEffect.Unwatch(gone));
        _gone.Add(gone, until);
        foreach (var shard in _homes.Where(entry => entry.Value.Equals(gone)).Select(static entry => entry.Key).ToArray())
            _homes.Remove(shard);
    }

    /// <summary>A node was removed; gives the homes that it had.</summary>
    public IReadOnlyList<IActorRef> NodeGone(NodeId node)
    {
        _gone.Add(node);
        return _watched.Where(entry => entry.Value.Node == node).Select(static entry => entry.Key).ToArray();
    }
}
