using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Sharding.Effects;
using Broker.Runtime.Cluster.Sharding.Protocol;

namespace Broker.Runtime.Cluster.Sharding.Coordination;

/// <summary>
/// Decides where shards live: one coordinator per type, on the oldest node. It keeps nothing on disk and nothing replicated; a new
/// one asks the regions. A shard is allocated only while no registered region hosts it, and no region is sent to a home that has not
/// said that it hosts the shard.
/// </summary>
/// <remarks>Pure: no clock, no sockets, no actors. <c>now</c> is any monotonic time. Only one caller at a time.</remarks>
internal sealed class ShardCoordinatorCore
{
    private readonly CoordinatorOptions _options;
    private readonly IActorRef _self;
    private readonly ShardCoordinatorState _state = new();
    private readonly CoordinatorRecovery _recovery;
    private readonly HandOffs _handOffs;
    private readonly Allocations _allocations;
    private readonly DecisionSummary _allocated = new("allocated", "to");
    private readonly DecisionSummary _handedOver = new("handed over", "by");
    private TimeSpan _rebalanceAt = TimeSpan.MaxValue;
    private bool _started;

    /// <summary>Creates a coordinator that has not started.</summary>
    /// <param name="self">Its own reference.</param>
    /// <param name="term">Higher than that of any coordinator before it, as far as can be known: the clock will do.</param>
    /// <param name="options">Its times.</param>
    /// <param name="allocation">The strategy; null when the user's own is asked by effects.</param>
    public ShardCoordinatorCore(IActorRef self, long term, CoordinatorOptions options, LeastShardAllocation? allocation)
    {
        _self = self;
        Term = term;
        _options = options;
        _recovery = new CoordinatorRecovery(options);
        _handOffs = new HandOffs(options, _state);
        _allocations = new Allocations(self, options, _state, _handOffs, allocation);
    }

    /// <summary>The term that its messages carry.</summary>
    public long Term { get; private set; }

    /// <summary>What it knows.</summary>
    public ShardCoordinatorState State => _state;

    /// <summary>The shards on the move.</summary>
    public IReadOnlyCollection<string> ShardsOnTheMove => _handOffs.Shards;

    /// <summary>True until it has heard from the regions what they host.</summary>
    public bool IsRecovering => !_started || _recovery.IsActive;

    /// <summary>When it wants a <see cref="CoordinatorEvent.Tick"/>.</summary>
    public TimeSpan NextWakeUp
    {
        get
        {
            var next = _rebalanceAt;
            if (_recovery.NextWakeUp is { } recovery && recovery < next)
                next = recovery;
            if (_handOffs.NextWakeUp is { } handOff && handOff < next)
                next = handOff;
            if (_allocated.NextWakeUp is { } allocated && allocated < next)
                next = allocated;
            if (_handedOver.NextWakeUp is { } handedOver && handedOver < next)
                next = handedOver;
            foreach (var shard in _state.Unconfirmed)
            {
                if (_state.Homes[shard].RetryAt < next)
                    next = _state.Homes[shard].RetryAt;
            }

            return next;
        }
    }

    private CoordinatorHello Hello => new(Term, _self);

    /// <summary>Takes one event and appends what is to be done.</summary>
    public void Handle(CoordinatorEvent happened, TimeSpan now, List<ShardingEffect> effects)
    {
        var output = new CoordinatorOutput(effects);
        switch (happened)
        {
            case CoordinatorEvent.Started started:
                _started = true;
                _state.SetNodes(started.Nodes);
                _rebalanceAt = now + _options.RebalanceInterval;
                _recovery.Begin(_state.Nodes.Where(node => !HasRegionOn(node.Id)), Hello, now, output);
                break;
            case CoordinatorEvent.NodesChanged changed:
                OnNodesChanged(changed.Nodes, now, output);
                break;
            case CoordinatorEvent.NodeRemoved removed:
                OnNodeRemoved(removed.Node, now, output);
                break;
            // Remoting may give up a process that lives, and it hosts its shards until the cluster has removed it.
            case CoordinatorEvent.RegionTerminated { WithItsNode: true } terminated when _state.IsOnMember(terminated.Region):
                break;
            case CoordinatorEvent.RegionTerminated terminated:
                OnRegionGone(terminated.Region, now, output);
                break;
            case CoordinatorEvent.NoRegionOn none:
                _recovery.Answered(none.Node);
                break;
            case CoordinatorEvent.Received received:
                OnMessage(received.Region, received.Message, now, output);
                break;
            case CoordinatorEvent.AllocationDecided decided:
                _allocations.Decided(decided.Shard, IsRecovering ? null : decided.Region, Term, now, output);
                break;
            case CoordinatorEvent.RebalanceDecided decided when !IsRecovering:
                _allocations.Move(decided.Shards, Term, now, output);
                break;
            case CoordinatorEvent.RebalanceDecided:
                break;
            case CoordinatorEvent.Tick:
                OnTick(now, output);
                break;
            default:
                throw new ArgumentException($"Unknown event {happened.GetType().Name}.", nameof(happened));
        }

        if (_recovery.TryFinish(Hello, now, _state.Homes.Count, output))
        {
            AllocateWanted(now, output);
            foreach (var region in _state.Regions.Values.Where(static region => region.Leaving).ToArray())
                OnLeaving(region, now, output);
        }

        _handedOver.Tell(_handOffs.Shards.Count, now, output);
        _allocated.Tell(_state.Unconfirmed.Count, now, output);
    }

    private void OnMessage(IActorRef from, IRegionMessage message, TimeSpan now, CoordinatorOutput output)
    {
        if (message is RegisterRegion or HigherTermSeen)
        {
            var seen = message is HigherTermSeen higher ? higher.Seen : message.Term;
            if (seen > Term)
                BeginAnew(seen + 1, now, output);
            // One that was made before the region knew of this coordinator may have been long on its way: it does not say what is hosted now.
            if (message is RegisterRegion { Term: var known } register && known < Term)
                output.Send(register.Region, new RegisterAgain(Term, _self));
            else if (message is RegisterRegion current)
                OnRegister(current, now, output);
            return;
        }

        // An acknowledgement comes by way of the shard's home.
        if (message is BeginHandOffAck ack)
        {
            if (ack.Term == Term)
                _handOffs.Acknowledged(ack, Term, now, output);
            return;
        }

        // What a region says to an earlier coordinator, or before this one knows it, is worth nothing: it registers, and says it again.
        if (message.Term != Term || !_state.Regions.TryGetValue(from, out var region))
        {
            if (message is not RegionStopped)
                output.Send(from, new RegisterAgain(Term, _self));
            return;
        }

        switch (message)
        {
            case GetShardHome ask:
                OnGetShardHome(from, ask.Shard, now, output);
                break;
            case ShardStarted started:
                OnShardStarted(region, started.Shard, now, output);
                break;
            case ShardStopped stopped:
                OnShardStopped(region, stopped, now, output);
                break;
            case GracefulShutdownRequest:
                OnLeaving(region, now, output);
                break;
            case RegionStopped:
                OnRegionGone(from, now, output);
                break;
        }
    }

    private void OnRegister(RegisterRegion register, TimeSpan now, CoordinatorOutput output)
    {
        var region = _state.AddRegion(register.Region, register.Node, register.IsProxy, out var isNew);
        if (isNew)
        {
            output.Add(new ShardingEffect.Watch(region.Region));
            output.Debug($"{(region.IsProxy ? "Proxy" : "Region")} {region.Region.Path} registered with {register.Hosted.Count} shards.");
        }

        output.Send(region.Region, new RegionRegistered(Term, _self));
        foreach (var shard in register.Hosted)
            OnReported(region, shard, now, output);

        // It was told to host these and does not know of it: the message was lost, or it lost the shard.
        foreach (var shard in region.Shards.Except(register.Hosted).ToArray())
        {
            if (!_handOffs.Contains(shard))
                output.Send(region.Region, new HostShard(Term, shard, _state.Homes[shard].Version));
        }

        if (!region.IsProxy)
            _recovery.Answered(register.Node);
        if (register.Leaving)
            OnLeaving(region, now, output);
        if (isNew)
            AllocateWanted(now, output);
    }

    private void OnReported(RegionInfo region, string shard, TimeSpan now, CoordinatorOutput output)
    {
        if (!_state.Homes.TryGetValue(shard, out var record))
        {
            _state.SetHome(shard, region, _state.NextVersion(), reported: true, now);
            _allocations.AnswerWaiting(shard, region.Region, Term, now, output);
        }
        else if (record.Home.Equals(region.Region))
        {
            OnShardStarted(region, shard, now, output);
        }
        else
        {
            output.Warning($"Shard {shard} is hosted on {region.Region.Path} and on {record.Home.Path}; the former stops it.");
            output.Send(region.Region, new HandOff(Term, shard, record.Version));
        }
    }

    private void OnGetShardHome(IActorRef from, string shard, TimeSpan now, CoordinatorOutput output)
    {
        if (!_handOffs.Contains(shard) && _state.Homes.TryGetValue(shard, out var record) && record.Started)
        {
            output.Send(from, _allocations.HomeOf(shard, Term));
            return;
        }

        _state.Want(shard, from, now);
        TryAllocate(shard, now, output);
    }

    private void OnShardStarted(RegionInfo region, string shard, TimeSpan now, CoordinatorOutput output)
    {
        if (!_state.Homes.TryGetValue(shard, out var record) || !record.Home.Equals(region.Region))
        {
            OnReported(region, shard, now, output);
            return;
        }

        if (!record.Started)
        {
            _state.Confirm(shard);
            output.Debug($"Shard {shard} allocated to {region.Node} in {CoordinatorOutput.Ms(now - record.Since)}.");
            _allocated.Add(shard, region.Node, now - record.Since, now);
        }

        if (!_handOffs.Contains(shard))
            _allocations.AnswerWaiting(shard, region.Region, Term, now, output);
    }

    private void OnShardStopped(RegionInfo region, ShardStopped stopped, TimeSpan now, CoordinatorOutput output)
    {
        if (!_state.Homes.TryGetValue(stopped.Shard, out var record) || !record.Home.Equals(region.Region))
            return;
        if (!record.Reported && stopped.Version < record.Version)
            return;
        _state.RemoveHome(stopped.Shard);
        var handOff = _handOffs.Finish(stopped.Shard);
        if (handOff is not null)
        {
            output.Debug($"Shard {stopped.Shard} handed over by {region.Node} in {CoordinatorOutput.Ms(now - handOff.Since)} ({handOff.Reason}).");
            _handedOver.Add(stopped.Shard, region.Node, now - handOff.Since, now);
        }

        // A shard that was moved goes on living even when nobody asks: its next home is decided now.
        if (handOff is not null || _state.FirstWaiting(stopped.Shard) is not null)
            TryAllocate(stopped.Shard, now, output);
    }

    private void OnLeaving(RegionInfo region, TimeSpan now, CoordinatorOutput output)
    {
        if (!region.Leaving)
        {
            region.Leaving = true;
            output.Info($"Region on {region.Node} shuts down; {region.Shards.Count} shards are handed over.");
        }

        // Before all regions are registered, one that is not yet would not be told to keep its messages back.
        if (IsRecovering)
            return;
        foreach (var shard in region.Shards.ToArray())
            _handOffs.Begin(shard, "shutdown of its region", Term, now, output);
    }

    private void OnNodesChanged(IReadOnlyList<NodeStanding> nodes, TimeSpan now, CoordinatorOutput output)
    {
        if (!_started)
            return;
        foreach (var node in _state.SetNodes(nodes))
            output.Add(new ShardingEffect.AskForRegion(node.Id.Address, Hello));
        AllocateWanted(now, output);
    }

    private void OnNodeRemoved(NodeId node, TimeSpan now, CoordinatorOutput output)
    {
        _state.RemoveNode(node);
        _recovery.Answered(node);
        foreach (var region in _state.RegionsOn(node))
            OnRegionGone(region.Region, now, output);
    }

    private void OnRegionGone(IActorRef gone, TimeSpan now, CoordinatorOutput output)
    {
        if (_state.RemoveRegion(gone) is not { } region)
            return;
        output.Add(new ShardingEffect.Unwatch(gone));
        if (region.Shards.Count > 0)
            output.Info($"Region on {region.Node} is gone; {region.Shards.Count} shards are without a home.");
        foreach (var shard in region.Shards)
            _handOffs.Finish(shard);
        _handOffs.RegionGone(gone, Term, now, output);
        AllocateWanted(now, output);
    }

    private void OnTick(TimeSpan now, CoordinatorOutput output)
    {
        _handOffs.Tick(Term, now, output);
        foreach (var shard in _state.Unconfirmed)
        {
            var record = _state.Homes[shard];
            if (now < record.RetryAt)
                continue;
            record.RetryAt = now + _options.RetryInterval;
            output.Send(record.Home, new HostShard(Term, shard, record.Version));
        }

        if (now < _rebalanceAt)
            return;
        _rebalanceAt = now + _options.RebalanceInterval;
        if (!IsRecovering)
            _allocations.Rebalance(Term, now, output);
    }

    private void AllocateWanted(TimeSpan now, CoordinatorOutput output)
    {
        if (!IsRecovering)
            _allocations.AllocateWanted(Term, now, output);
    }

    private void TryAllocate(string shard, TimeSpan now, CoordinatorOutput output)
    {
        if (!IsRecovering)
            _allocations.TryAllocate(shard, Term, now, output);
    }

    // A region that is quick may register before this coordinator knows the members.
    private bool HasRegionOn(NodeId node) => _state.RegionsOn(node).Any(static region => !region.IsProxy);

    private void BeginAnew(long term, TimeSpan now, CoordinatorOutput output)
    {
        output.Warning($"A region has seen a higher term than {Term}; going on as {term}.");
        Term = term;
        foreach (var region in _state.Regions.Keys)
            output.Add(new ShardingEffect.Unwatch(region));
        _state.Clear();
        _handOffs.Clear();
        _allocations.Clear();
        _recovery.Begin(_state.Nodes, Hello, now, output);
    }
}
