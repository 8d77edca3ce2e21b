using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Sharding.Protocol;

namespace Broker.Runtime.Cluster.Sharding.Coordination;

/// <summary>What a coordinator knows: the members, the regions, the homes of the shards, and who is waiting for one.</summary>
/// <remarks>Only the owning <see cref="ShardCoordinatorCore"/> changes it.</remarks>
internal sealed class ShardCoordinatorState
{
    private readonly Dictionary<IActorRef, RegionInfo> _regions = [];
    private readonly Dictionary<string, ShardRecord> _homes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WaitingRegions> _waiting = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unconfirmed = new(StringComparer.Ordinal);
    private Dictionary<NodeId, NodeStanding> _nodes = [];
    private long _version;

    /// <summary>The registered regions and proxies.</summary>
    public IReadOnlyDictionary<IActorRef, RegionInfo> Regions => _regions;

    /// <summary>The shards that have a home.</summary>
    public IReadOnlyDictionary<string, ShardRecord> Homes => _homes;

    /// <summary>The shards that somebody is waiting for.</summary>
    public IReadOnlyCollection<string> WantedShards => _waiting.Keys;

    /// <summary>The shards whose home has not said yet that it hosts them.</summary>
    public IReadOnlyCollection<string> Unconfirmed => _unconfirmed;

    /// <summary>The members that may run regions.</summary>
    public IReadOnlyCollection<NodeStanding> Nodes => _nodes.Values;

    /// <summary>Whether shards may be moved for balance: nobody is coming, and everyone can be heard, whose word a hand-off needs.</summary>
    public bool IsSettled { get; private set; } = true;

    /// <summary>The number of the next decision.</summary>
    public long NextVersion() => ++_version;

    /// <summary>Replaces what is known of the members; gives those that are new and may run a region.</summary>
    public IReadOnlyList<NodeStanding> SetNodes(IReadOnlyList<NodeStanding> nodes)
    {
        var before = _nodes;
        _nodes = nodes.Where(static node => node.MayHost).ToDictionary(static node => node.Id);
        IsSettled = nodes.All(static node => node.Reachable && !node.IsComing);
        return _nodes.Values.Where(node => !before.ContainsKey(node.Id)).ToArray();
    }

    /// <summary>Forgets a node.</summary>
    public void RemoveNode(NodeId node) => _nodes.Remove(node);

    /// <summary>The registered regions on a node.</summary>
    public IReadOnlyList<RegionInfo> RegionsOn(NodeId node) => _regions.Values.Where(region => region.Node == node).ToArray();

    /// <summary>Whether a region may be given a shard.</summary>
    public bool IsEligible(RegionInfo region) =>
        !region.IsProxy && !region.Leaving &&
        _nodes.TryGetValue(region.Node, out var standing) && standing is { IsLeaving: false, Reachable: true };

    /// <summary>Whether the region's node is a member.</summary>
    public bool IsOnMember(IActorRef region) => _regions.TryGetValue(region, out var info) && _nodes.ContainsKey(info.Node);

    /// <summary>Whether an answer of the region can be expected soon.</summary>
    public bool IsReachable(RegionInfo region) => _nodes.TryGetValue(region.Node, out var standing) && standing.Reachable;

    /// <summary>Takes a region in, or gives the one that is registered under the reference already.</summary>
    public RegionInfo AddRegion(IActorRef region, NodeId node, bool isProxy, out bool isNew)
    {
        isNew = !_regions.TryGetValue(region, out var info);
        return isNew ? _regions[region] = new RegionInfo(region, node, isProxy) : info!;
    }

    /// <summary>Removes a region; its shards have no home then.</summary>
    public RegionInfo? RemoveRegion(IActorRef region)
    {
        if (!_regions.Remove(region, out var info))
            return null;
        foreach (var shard in info.Shards)
        {
            _homes.Remove(shard);
            _unconfirmed.Remove(shard);
        }

        foreach (var waiting in _waiting.Values)
            waiting.Regions.Remove(region);
        return info;
    }

    /// <summary>Puts a shard on a region.</summary>
    public ShardRecord SetHome(string shard, RegionInfo region, long version, bool reported, TimeSpan now)
    {
        var record = new ShardRecord(region.Region, version, reported, now) { Started = reported };
        _homes[shard] = record;
        region.Shards.Add(shard);
        if (reported)
            _unconfirmed.Remove(shard);
        else
            _unconfirmed.Add(shard);
        return record;
    }

    /// <summary>The home has said that it hosts the shard.</summary>
    public void Confirm(string shard)
    {
        if (_homes.TryGetValue(shard, out var record))
            record.Started = true;
        _unconfirmed.Remove(shard);
    }

    /// <summary>The shard has no home any more.</summary>
    public void RemoveHome(string shard)
    {
        if (_homes.Remove(shard, out var record) && _regions.TryGetValue(record.Home, out var region))
            region.Shards.Remove(shard);
        _unconfirmed.Remove(shard);
    }

    /// <summary>Remembers that a region waits for the shard's home.</summary>
    public void Want(string shard, IActorRef region, TimeSpan now)
    {
        if (!_waiting.TryGetValue(shard, out var waiting))
            _waiting[shard] = waiting = new WaitingRegions(now);
        waiting.Regions.Add(region);
    }

    /// <summary>Takes out the regions that wait for the shard's home.</summary>
    public WaitingRegions? TakeWaiting(string shard) => _waiting.Remove(shard, out var waiting) ? waiting : null;

    /// <summary>The first region that asked for the shard, if any still waits.</summary>
    public IActorRef? FirstWaiting(string shard) =>
        _waiting.TryGetValue(shard, out var waiting) ? waiting.Regions.FirstOrDefault() : null;

    /// <summary>The regions that may be given shards, with what they host.</summary>
    public IReadOnlyList<RegionInfo> Candidates() => _regions.Values.Where(IsEligible).ToArray();

    /// <summary>The same, as the built-in strategy looks at them.</summary>
    public RegionLoad[] Loads() => Candidates()
        .Select(region => new RegionLoad(region.Region, region.Shards, _nodes[region.Node].Version))
        .ToArray();

    /// <summary>Forgets regions and homes, as a coordinator that must begin anew under a higher term.</summary>
    public void Clear()
    {
        _regions.Clear();
        _homes.Clear();
        _unconfirmed.Clear();
        _waiting.Clear();
    }

    /// <summary>Who waits for a shard, and since when.</summary>
    internal sealed class WaitingRegions(TimeSpan since)
    {
        /// <summary>The time of the first question.</summary>
        public TimeSpan Since { get; } = since;

        /// <summary>Who asked.</summary>
        public HashSet<IActorRef> Regions { get; } = [];
    }
}
