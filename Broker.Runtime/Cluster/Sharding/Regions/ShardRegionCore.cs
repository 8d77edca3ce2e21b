using System.Globalization;
using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Sharding.Effects;
using Broker.Runtime.Cluster.Sharding.Protocol;

namespace Broker.Runtime.Cluster.Sharding.Regions;

/// <summary>
/// One node's view of one type: which shards live here, where the others live, and what waits for a home. It obeys the coordinator
/// with the highest term it has seen, and for each shard the latest decision of that one.
/// </summary>
/// <remarks>Pure: no clock, no sockets, no actors. <c>now</c> is any monotonic time. Only one caller at a time.</remarks>
internal sealed class ShardRegionCore
{
    private readonly RegionOptions _options;
    private readonly IActorRef _self;
    private readonly bool _isProxy;
    private readonly Dictionary<string, HostedShard> _hosted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _versions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IActorRef> _barriers = new(StringComparer.Ordinal);
    private readonly KnownHomes _homes = new();
    private readonly CoordinatorContact _coordinator;
    private readonly ShardBuffers _buffers;
    private readonly Backoff _ask;
    private TimeSpan? _leaveBy;
    private bool _stopped;

    /// <summary>Creates a region that knows nothing yet.</summary>
    public ShardRegionCore(IActorRef self, NodeId node, bool isProxy, RegionOptions options)
    {
        _self = self;
        _isProxy = isProxy;
        _options = options;
        _buffers = new ShardBuffers(options.BufferSize);
        _coordinator = new CoordinatorContact(options, term => new RegisterRegion(term, self, node, isProxy, IsLeaving, _hosted.Keys.ToArray()));
        _ask = new Backoff(options.FirstRetry + options.FirstRetry, options.RetryInterval);
    }

    /// <summary>The highest term seen.</summary>
    public long Term => _coordinator.Term;

    /// <summary>Whether the coordinator has taken this region in.</summary>
    public bool IsRegistered => _coordinator.IsRegistered;

    /// <summary>Whether it hands over and will stop.</summary>
    public bool IsLeaving { get; private set; }

    /// <summary>The coordinator, as far as known.</summary>
    public IActorRef? Coordinator => _coordinator.Ref;

    /// <summary>The shards that live here, those that are stopping included.</summary>
    public IReadOnlyCollection<string> Hosted => _hosted.Keys;

    /// <summary>How many messages wait for a home.</summary>
    public int Buffered => _buffers.Count;

    /// <summary>How many messages were dropped because too many waited.</summary>
    public long Dropped { get; private set; }

    /// <summary>When it wants a <see cref="RegionEvent.Tick"/>.</summary>
    public TimeSpan NextWakeUp
    {
        get
        {
            var next = _coordinator.NextWakeUp ?? TimeSpan.MaxValue;
            if (_ask.Next is { } ask && ask < next)
                next = ask;
            return _leaveBy is { } leave && leave < next ? leave : next;
        }
    }

    /// <summary>Whether messages for the shard go to its entities here, and may do so at once.</summary>
    public bool IsRunningHere(string shard) => _hosted.TryGetValue(shard, out var hosted) && !hosted.HandingOff;

    /// <summary>The region on another node that hosts the shard, if it is known.</summary>
    public bool TryGetRemoteHome(string shard, out IActorRef? home) => _homes.TryGet(shard, out home);

    /// <summary>Routes a user's message: to a shard here, to another region, or into the buffer until the home is known.</summary>
    public void Route(string shard, object message, IActorRef sender, TimeSpan now, List<ShardingEffect> effects)
    {
        if (IsRunningHere(shard))
            effects.Add(new ShardingEffect.DeliverToShard(shard, message, sender));
        else if (_homes.TryGet(shard, out var home))
            effects.Add(new ShardingEffect.Forward(home, message, sender));
        else
            Buffer(shard, message, sender, now, effects);
    }

    /// <summary>Takes one event and appends what is to be done.</summary>
    public void Handle(RegionEvent happened, TimeSpan now, List<ShardingEffect> effects)
    {
        switch (happened)
        {
            case RegionEvent.CoordinatorNodeChanged changed:
                _coordinator.IsOn(changed.Node, now, effects);
                break;
            case RegionEvent.NodeRemoved removed:
                OnNodeRemoved(removed.Node, now, effects);
                break;
            case RegionEvent.RefTerminated terminated:
                OnRefTerminated(terminated.Ref, terminated.WithItsNode, now, effects);
                break;
            case RegionEvent.Received received:
                OnMessage(received.Coordinator, received.Message, now, effects);
                break;
            case RegionEvent.BarrierReached reached:
                effects.Add(new ShardingEffect.Send(reached.Barrier.Coordinator, reached.Barrier.Ack));
                break;
            case RegionEvent.ShardStoppedHere stopped:
                OnShardStopped(stopped.Shard, stopped.Undelivered, now, effects);
                break;
            case RegionEvent.LeaveRequested:
                IsLeaving = true;
                AskToLeave(now, effects);
                break;
            case RegionEvent.Tick:
                OnTick(now, effects);
                break;
            default:
                throw new ArgumentException($"Unknown event {happened.GetType().Name}.", nameof(happened));
        }

        if (IsLeaving)
            StopWhenEmpty(now, effects);
    }

    private void Buffer(string shard, object message, IActorRef sender, TimeSpan now, List<ShardingEffect> effects)
    {
        var isFirst = !_buffers.Contains(shard);
        if (!_buffers.TryAdd(shard, new BufferedMessage(message, sender)))
        {
            Dropped++;
            effects.Add(new ShardingEffect.Drop(message, sender, $"the buffer of {_options.BufferSize} messages is full"));
            return;
        }

        if (isFirst && !IsStopping(shard))
            Ask(shard, now, effects);
    }

    private void OnMessage(IActorRef from, ICoordinatorMessage message, TimeSpan now, List<ShardingEffect> effects)
    {
        if (message.Term < Term)
        {
            // Only from someone who believes to be the coordinator now; anything else is a late message of an earlier one.
            if (message is CoordinatorHello or RegisterAgain)
                effects.Add(new ShardingEffect.Send(from, new HigherTermSeen(message.Term, Term)));
            return;
        }

        if (message.Term > Term)
            _versions.Clear();
        if (message.Term > Term || _coordinator.Ref is null)
            _coordinator.Adopt(from, message.Term, effects);
        switch (message)
        {
            case CoordinatorHello when IsRegistered:
                break;
            case CoordinatorHello or RegisterAgain:
                _coordinator.BeginAnew(now, effects);
                break;
            case RegionRegistered:
                OnRegistered(now, effects);
                break;
            case ShardHome home when IsCurrent(home.Shard, home.Version):
                OnShardHome(home, now, effects);
                break;
            case HostShard host when IsCurrent(host.Shard, host.Version):
                Host(host.Shard, host.Version, effects);
                break;
            case BeginHandOff begin when IsCurrent(begin.Shard, begin.Version):
                OnBeginHandOff(begin, effects);
                break;
            case HandOff handOff when IsCurrent(handOff.Shard, handOff.Version):
                OnHandOff(handOff, effects);
                break;
        }

        _coordinator.RegisterUnlessPending(now, effects);
    }

    private void OnRegistered(TimeSpan now, List<ShardingEffect> effects)
    {
        _coordinator.Registered();
        _ask.Reset();
        AskForAll(now, effects);
        if (IsLeaving)
            AskToLeave(now, effects);
    }

    private bool IsCurrent(string shard, long version)
    {
        if (_versions.TryGetValue(shard, out var latest) && version < latest)
            return false;
        _versions[shard] = version;
        return true;
    }

    private void OnShardHome(ShardHome home, TimeSpan now, List<ShardingEffect> effects)
    {
        if (home.Home.Equals(_self))
        {
            Host(home.Shard, home.Version, effects);
            return;
        }

        // The shard still stops here: a home elsewhere can only be an answer from before.
        if (_hosted.ContainsKey(home.Shard))
            return;
        if (_homes.IsGone(home.Home, home.Node, now))
        {
            _ask.Reset();
            _ask.Attempted(now);
            return;
        }

        _homes.Set(home.Shard, home.Home, home.Node, effects);
        _barriers.Remove(home.Shard);
        var waiting = _buffers.Take(home.Shard);
        if (_options.Omitted.HasFlag(OmittedRules.WaitingMoveOn))
            return;
        foreach (var (message, sender) in waiting)
            effects.Add(new ShardingEffect.Forward(home.Home, message, sender));
    }

    private void Host(string shard, long version, List<ShardingEffect> effects)
    {
        if (_isProxy)
            return;
        if (!_hosted.TryGetValue(shard, out var hosted))
        {
            _hosted[shard] = hosted = new HostedShard(version);
            _homes.Remove(shard, effects);
            effects.Add(new ShardingEffect.StartShard(shard));
        }

        // It is told to stop here first; the coordinator repeats this until it is answered.
        if (hosted.HandingOff)
            return;
        hosted.Version = version;
        _barriers.Remove(shard);
        _coordinator.Tell(new ShardStarted(Term, shard), effects);
        foreach (var (message, sender) in _buffers.Take(shard))
            effects.Add(new ShardingEffect.DeliverToShard(shard, message, sender));
    }

    private void OnBeginHandOff(BeginHandOff begin, List<ShardingEffect> effects)
    {
        if (_homes.TryGet(begin.Shard, out var home))
        {
            _barriers[begin.Shard] = home;
            _homes.Remove(begin.Shard, effects);
        }

        // Behind what was forwarded to the home; a region that forwarded nothing answers by itself.
        var ack = new BeginHandOffAck(Term, begin.Shard, begin.Version, _self);
        if (_barriers.TryGetValue(begin.Shard, out var behind) && behind.Equals(begin.Home) &&
            !_options.Omitted.HasFlag(OmittedRules.BarrierKeepsOrder))
            effects.Add(new ShardingEffect.Send(begin.Home, new HandOffBarrier(ack, _coordinator.Ref!)));
        else
            _coordinator.Tell(ack, effects);
    }

    private void OnHandOff(HandOff handOff, List<ShardingEffect> effects)
    {
        _homes.Remove(handOff.Shard, effects);
        if (!_hosted.TryGetValue(handOff.Shard, out var hosted))
        {
            _coordinator.Tell(new ShardStopped(Term, handOff.Shard, handOff.Version), effects);
            return;
        }

        hosted.Version = handOff.Version;
        if (hosted.HandingOff)
            return;
        hosted.HandingOff = true;
        effects.Add(new ShardingEffect.HandOffShard(handOff.Shard));
    }

    private void OnShardStopped(string shard, IReadOnlyList<BufferedMessage> undelivered, TimeSpan now, List<ShardingEffect> effects)
    {
        if (_hosted.Remove(shard, out var hosted))
            _coordinator.Tell(new ShardStopped(Term, shard, hosted.Version), effects);
        _buffers.AddFirst(shard, undelivered);
        if (_buffers.Contains(shard))
            Ask(shard, now, effects);
    }

    private void OnNodeRemoved(NodeId node, TimeSpan now, List<ShardingEffect> effects)
    {
        foreach (var home in _homes.NodeGone(node))
            OnRefTerminated(home, withItsNode: true, now, effects);
        if (_coordinator.Ref is { } coordinator && coordinator.Path.Address == node.Address)
            _coordinator.Lost(now, effects);
    }

    private void OnRefTerminated(IActorRef gone, bool withItsNode, TimeSpan now, List<ShardingEffect> effects)
    {
        if (gone.Equals(_coordinator.Ref))
            _coordinator.Lost(now, effects);
        else
            _homes.Gone(gone, until: withItsNode ? now + _options.RetryInterval : TimeSpan.MaxValue, effects);
    }

    private void OnTick(TimeSpan now, List<ShardingEffect> effects)
    {
        _coordinator.RegisterIfDue(now, effects);
        if (!_ask.IsDue(now))
            return;
        if (IsRegistered && IsLeaving)
            _coordinator.Tell(new GracefulShutdownRequest(Term), effects);
        AskForAll(now, effects);
        if (IsLeaving)
            _ask.Attempted(now);
    }

    private bool IsStopping(string shard) => _hosted.TryGetValue(shard, out var hosted) && hosted.HandingOff;

    private void Ask(string shard, TimeSpan now, List<ShardingEffect> effects)
    {
        if (IsRegistered)
            _coordinator.Tell(new GetShardHome(Term, shard), effects);
        if (_ask.Next is null)
            _ask.Attempted(now);
    }

    private void AskForAll(TimeSpan now, List<ShardingEffect> effects)
    {
        if (_buffers.Count == 0 || _options.Omitted.HasFlag(OmittedRules.HomesAreAskedAgain))
        {
            _ask.Reset();
            return;
        }

        if (IsRegistered)
        {
            foreach (var shard in _buffers.Shards)
            {
                if (!IsStopping(shard))
                    _coordinator.Tell(new GetShardHome(Term, shard), effects);
            }
        }

        _ask.Attempted(now);
    }

    private void AskToLeave(TimeSpan now, List<ShardingEffect> effects)
    {
        if (!IsRegistered || _hosted.Count == 0)
            return;
        _coordinator.Tell(new GracefulShutdownRequest(Term), effects);
        if (_ask.Next is null)
            _ask.Attempted(now);
    }

    private void StopWhenEmpty(TimeSpan now, List<ShardingEffect> effects)
    {
        if (_stopped)
            return;
        if (_hosted.Count > 0)
        {
            // The wait for what is buffered begins when nothing is hosted, and anew after a shard that came all the same.
            _leaveBy = null;
            return;
        }

        _leaveBy ??= now + _options.LeaveBufferTimeout;
        if (_buffers.Count > 0 && now < _leaveBy)
            return;
        foreach (var shard in _buffers.Shards.ToArray())
        {
            foreach (var (message, sender) in _buffers.Take(shard))
                effects.Add(new ShardingEffect.Drop(message, sender, "the region has shut down"));
        }

        _stopped = true;
        _leaveBy = null;
        _coordinator.Stop();
        _ask.Reset();
        _coordinator.Tell(new RegionStopped(Term), effects);
        effects.Add(new ShardingEffect.Note(NoteLevel.Info, string.Create(
            CultureInfo.InvariantCulture, $"{(_isProxy ? "Proxy" : "Region")} has handed everything over and stops.")));
        effects.Add(new ShardingEffect.StopSelf());
    }
}
