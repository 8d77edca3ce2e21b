using Broker.Actors.Deliveries;
using Broker.Actors.Keepers;
using Broker.Actors.Publishing;
using Broker.Actors.Topics;
using Broker.Tests.Topics.Simulation.Checks;
using Broker.Tests.Topics.Simulation.Sharding;

namespace Broker.Tests.Topics.Simulation.Nodes;

/// <summary>A topic's owner as its actor runs it.</summary>
internal sealed class SimulatedOwner : SimulatedActor
{
    private readonly SimulatedShard _shard;
    private readonly List<TopicEffect<SimulatedActor>> _effects = [];
    private StartStash<SimulatedActor>? _stash;

    public SimulatedOwner(SimulatedShard shard, TopicInfo topic)
        : base(shard.Node)
    {
        _shard = shard;
        _stash = new StartStash<SimulatedActor>(World.Plan.Topics);
        Topic = topic;
        World.Statistics.Owners++;
        AskKeeper();
        FollowTick();
    }

    public TopicInfo Topic { get; }

    /// <summary>What it decides with; null until it has begun.</summary>
    public TopicState<SimulatedActor>? State { get; private set; }

    public int Stashed => _stash?.Count ?? 0;

    protected override long? NextTick => State is null ? Now + (long)World.Plan.Keepers.AskRetry.TotalMilliseconds : State.NextTick;

    private ShardId Shard => new(Topic.Shard);

    public override void Receive(SimulatedActor from, object message)
    {
        from = from is RoutedFrom routed ? routed.Sender : from;
        if (State is null)
        {
            HandleBeforeBeginning(from, message);
        }
        else
        {
            Handle(State, from, message);
        }

        Carry();
    }

    public override void Terminated(SimulatedActor peer)
    {
        State!.RelayGone(peer, Now, _effects);
        Carry();
    }

    /// <summary>The shard has no patience left.</summary>
    public void StopByForce()
    {
        if (!IsStopped && State?.Leave(Now) is { } left)
        {
            World.Links.Send(this, Node.Keeper, left);
        }

        StopNow();
    }

    public override string ToString() => $"owner {Topic}@{Node}";

    protected override void Tick()
    {
        if (State is null)
        {
            AskKeeper();
        }
        else
        {
            State.Tick(Now, _effects);
        }

        Carry();
    }

    private void HandleBeforeBeginning(SimulatedActor from, object message)
    {
        switch (message)
        {
            case TopicMayBegin start:
                Begin(start);
                break;
            case EndTopic:
                PassOn();
                break;
            case LeftBehind:
                break;
            default:
                _stash!.Keep(from, message, _effects);
                break;
        }
    }

    private void AskKeeper() => World.Links.Send(this, Node.Keeper, new OwnerStarting(Topic, _shard));

    private void Begin(TopicMayBegin start)
    {
        var home = new TopicHome(Node.Id, World.Plan.Topics, World.Plan.Namespace, Node.Fence, Node.Interest);
        State = new TopicStart(Node.Terms, World.Random).Begin<SimulatedActor>(Topic.Name, Shard, start, home, Now);
        World.Links.Send(this, Node.Keeper, new TopicBegun(Topic.Name, Shard));
        World.Statistics.Continued += start.Left is null ? 0 : 1;
        World.Statistics.EpochsBegun += start.Left is null ? 1 : 0;
        World.CleanMoves.Begun(this);
        World.Trace?.Note($"{this} begins {State.Head} with term {State.Term}, continues {State.Continues}");
        while (_stash!.TryTake(out var from, out var message))
        {
            Handle(State, from, message);
        }

        _stash = null;
    }

    private void PassOn()
    {
        while (_stash!.TryTake(out var from, out var message))
        {
            Node.Region.Send(from, (ITopicMessage)message);
        }

        StopNow();
    }

    private void Handle(TopicState<SimulatedActor> state, SimulatedActor from, object message)
    {
        switch (message)
        {
            case Publish publish:
                Publish(state, from, publish);
                break;
            case SubscribeNode subscribe:
                state.Subscribe(from, subscribe, Now, _effects);
                break;
            case UnsubscribeNode unsubscribe:
                state.Unsubscribe(from, unsubscribe, Now, _effects);
                break;
            case Fetch fetch:
                World.Statistics.Fetches++;
                state.Fetch(from, fetch, Now, _effects);
                break;
            case EndTopic:
                state.End(Now, _effects);
                break;
            case EndReceived received:
                state.EndReceived(from, received, Now, _effects);
                break;
            case TermOutlived outlived:
                state.Outlived(outlived, _effects);
                break;
            case InheritanceStale stale:
                World.Statistics.StaleInheritances++;
                state.Contradicted(stale, _effects);
                break;
            case LeftBehind left:
                state.Reminded(left, _effects);
                break;
        }
    }

    private void Publish(TopicState<SimulatedActor> state, SimulatedActor from, Publish publish)
    {
        var verdict = state.Publish(from, publish, Now, Node.Clock.UnixMs, _effects);
        World.Statistics.Count(verdict);
        if (verdict == PublishVerdict.Accepted)
        {
            World.Ledger.Accepted(publish, state.Head);
        }
    }

    private void Carry()
    {
        for (var i = 0; i < _effects.Count; i++)
        {
            Carry(_effects[i]);
        }

        _effects.Clear();
        BoundsCheck.Owner(this);
        FollowTick();
    }

    private void Carry(in TopicEffect<SimulatedActor> effect)
    {
        switch (effect.Kind)
        {
            case TopicEffectKind.Send:
                World.Links.Send(this, effect.Peer!, effect.Message!);
                break;
            case TopicEffectKind.AnswerLater or TopicEffectKind.AnswerHurry:
                Answer(effect);
                break;
            case TopicEffectKind.Watch:
                World.DeathWatch.Watch(this, effect.Peer!);
                break;
            case TopicEffectKind.Unwatch:
                DeathWatch.Unwatch(this, effect.Peer!);
                break;
            case TopicEffectKind.Forward:
                Node.Region.Send(effect.Peer!, (ITopicMessage)effect.Message!);
                break;
            case TopicEffectKind.NoteTerm:
                Node.Terms.Note(State!.Highest);
                break;
            case TopicEffectKind.Invite or TopicEffectKind.ReportHead:
                World.Links.Send(this, Node.Reporter, effect.Message!);
                break;
            case TopicEffectKind.Remind:
                World.Links.Send(this, Node.Keeper, new OwnerReminded((LeftBehind)effect.Message!));
                break;
            case TopicEffectKind.Leave:
                World.Links.Send(this, Node.Keeper, effect.Message!);
                break;
            case TopicEffectKind.Passivate:
                World.Statistics.CountPassivation(State!.Phase);
                World.Trace?.Note($"{this} asks to be stopped, {State.Phase}");
                _shard.Passivate(this);
                break;
            case TopicEffectKind.Stop:
                StopNow();
                break;
        }
    }

    private void Answer(in TopicEffect<SimulatedActor> effect)
    {
        var (publisher, answer) = (effect.Peer!, (PublishAnswer)effect.Message!);
        if (publisher.Node == Node)
        {
            World.Links.Send(this, publisher, answer);
        }
        else
        {
            World.Links.Send(this, Node.Answers, new AnswerWaits(publisher, answer, effect.Kind == TopicEffectKind.AnswerHurry));
        }
    }

    private void StopNow()
    {
        Stop();
        _shard.Stopped(this);
    }
}
