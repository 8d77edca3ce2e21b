using Broker.Actors.Deliveries;
using Broker.Actors.Fencing;
using Broker.Actors.Interest;
using Broker.Actors.Keepers;
using Broker.Actors.Nodes;
using Broker.Actors.Publishing;
using Broker.Actors.Topics;
using Broker.Protocol.Namespaces;
using Broker.Tests.Topics.Simulation.Checks;
using Broker.Tests.Topics.Simulation.Sharding;

namespace Broker.Tests.Topics.Simulation.Nodes;

/// <summary>A topic's owner as its actor runs it.</summary>
internal sealed class SimulatedOwner : SimulatedActor
{
    private readonly SimulatedShard _shard;
    private readonly List<TopicEffect<SimulatedActor>> _effects = [];

    public SimulatedOwner(SimulatedShard shard, TopicInfo topic)
        : base(shard.Node)
    {
        _shard = shard;
        Topic = topic;
        var options = World.Plan.Topics;
        var limits = new NamespaceOptions
        {
            RepairCount = options.RepairCount,
            RepairBytes = options.RepairBytes,
            RepairAge = options.RepairAge,
            HistorySize = 0,
            HistoryMetaTtl = TimeSpan.Zero,
        };
        var home = new TopicHome(new NodeId((ulong)Node.Slot + 1), options, limits, new NodeFence(), NoInterest.Instance);
        State = new TopicStart(Node.Terms, World.Random)
            .Begin<SimulatedActor>(topic.Name, new ShardId(topic.Shard), new TopicMayBegin(Node.Terms.Next(), Left: null), home, Now);
        World.Statistics.Owners++;
        World.Statistics.EpochsBegun++;
        topic.Epochs.Add(State.Head.Epoch);
        World.Trace?.Note($"{this} begins {State.Head} with term {State.Term}");
    }

    public TopicInfo Topic { get; }

    public TopicState<SimulatedActor> State { get; }

    protected override long? NextTick => State.NextTick;

    public override void Receive(SimulatedActor from, object message)
    {
        Handle(from is RoutedFrom routed ? routed.Sender : from, message);
        Carry();
    }

    public override void Terminated(SimulatedActor peer)
    {
        State.RelayGone(peer, Now, _effects);
        Carry();
    }

    public override string ToString() => $"owner {Topic}@{Node}";

    protected override void Tick()
    {
        State.Tick(Now, _effects);
        Carry();
    }

    private void Handle(SimulatedActor from, object message)
    {
        switch (message)
        {
            case Publish publish:
                Publish(from, publish);
                break;
            case SubscribeNode subscribe:
                State.Subscribe(from, subscribe, Now, _effects);
                break;
            case UnsubscribeNode unsubscribe:
                State.Unsubscribe(from, unsubscribe, Now, _effects);
                break;
            case Fetch fetch:
                World.Statistics.Fetches++;
                State.Fetch(from, fetch, Now, _effects);
                break;
            case EndTopic:
                State.End(Now, _effects);
                break;
            case EndReceived received:
                State.EndReceived(from, received, Now, _effects);
                break;
            case TermOutlived outlived:
                State.Outlived(outlived, _effects);
                break;
            default:
                throw new InvalidOperationException($"An owner does not understand {message}.");
        }
    }

    private void Publish(SimulatedActor from, Publish publish)
    {
        var verdict = State.Publish(from, publish, Now, Node.Clock.UnixMs, _effects);
        World.Statistics.Count(verdict);
        if (verdict == PublishVerdict.Accepted)
        {
            World.Ledger.Accepted(publish.Payload, State.Head);
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
            case TopicEffectKind.Watch:
                World.DeathWatch.Watch(this, effect.Peer!);
                break;
            case TopicEffectKind.Unwatch:
                World.DeathWatch.Unwatch(this, effect.Peer!);
                break;
            case TopicEffectKind.Forward:
                Node.Region.Send(effect.Peer!, (ITopicMessage)effect.Message!);
                break;
            case TopicEffectKind.NoteTerm:
                Node.Terms.Note(State.Highest);
                break;
            case TopicEffectKind.Passivate:
                World.Statistics.CountPassivation(State.Phase);
                _shard.Passivate(this);
                break;
            case TopicEffectKind.Stop:
                Stop();
                _shard.Stopped(this);
                break;
        }
    }
}
