using Broker.Actors.Deliveries;
using Broker.Actors.Nodes;
using Broker.Actors.Relays;
using Broker.Actors.Topics;
using Broker.Protocol.Publications;
using Broker.Tests.Topics.Simulation.Checks;
using Broker.Tests.Topics.Simulation.Clients;

namespace Broker.Tests.Topics.Simulation.Nodes;

/// <summary>A node's relay of one topic as its actor runs it.</summary>
internal sealed class SimulatedRelay : SimulatedActor
{
    private readonly List<RelayEffect<SimulatedActor, SubscriberConnection>> _effects = [];
    private readonly List<SubscriberConnection> _admitted = [];
    private readonly List<SubscriberConnection> _unable = [];

    public SimulatedRelay(SimulatedNode node, TopicInfo topic)
        : base(node)
    {
        Topic = topic;
        State = new(topic.Name, new NodeId((ulong)node.GetHashCode() + 1), World.Plan.Relays);
    }

    public TopicInfo Topic { get; }

    public RelayState<SimulatedActor, SubscriberConnection> State { get; }

    protected override long? NextTick => State.NextTick;

    public void Join(SubscriberConnection subscriber)
    {
        State.Join(subscriber, Now, _effects);
        Carry();
    }

    public void Leave(SubscriberConnection subscriber)
    {
        _admitted.Remove(subscriber);
        State.Leave(subscriber, Now);
        Carry();
    }

    public override void Receive(SimulatedActor from, object message)
    {
        Handle(from, message);
        Carry();
    }

    public override void Terminated(SimulatedActor peer)
    {
        State.OwnerGone(peer, Now, _effects);
        Carry();
    }

    public override string ToString() => $"relay {Topic}@{Node}";

    protected override void Tick()
    {
        State.Tick(Now, _effects);
        Carry();
    }

    private void Handle(SimulatedActor from, object message)
    {
        switch (message)
        {
            case Deliver deliver:
                World.Statistics.Count(State.Delivered(from, deliver, Now, _effects));
                break;
            case NodeSubscribed subscribed:
                State.Subscribed(from, subscribed, Now, _effects);
                Node.Terms.Note(State.Highest);
                break;
            case NodeUnsubscribed unsubscribed:
                State.Unsubscribed(from, unsubscribed, _effects);
                break;
            case TopicHead head:
                State.Headed(from, head, Now, _effects);
                break;
            case Fetched fetched:
                State.Fetched(from, fetched, Now, _effects);
                break;
            case TopicEnded ended:
                State.Ended(from, ended, Now, _effects);
                break;
            default:
                throw new InvalidOperationException($"A relay does not understand {message}.");
        }
    }

    private void Carry()
    {
        for (var i = 0; i < _effects.Count; i++)
        {
            Carry(_effects[i]);
        }

        _effects.Clear();
        BoundsCheck.Relay(this);
        FollowTick();
        CloseUnable();
    }

    private void Carry(in RelayEffect<SimulatedActor, SubscriberConnection> effect)
    {
        switch (effect.Kind)
        {
            case RelayEffectKind.SendToTopic:
                Node.Region.Send(this, (ITopicMessage)effect.Message!);
                break;
            case RelayEffectKind.Send:
                World.Links.Send(this, effect.Peer!, effect.Message!);
                break;
            case RelayEffectKind.Watch:
                World.DeathWatch.Watch(this, effect.Peer!);
                break;
            case RelayEffectKind.Unwatch:
                World.DeathWatch.Unwatch(this, effect.Peer!);
                break;
            case RelayEffectKind.Emit:
                Emit((Publication)effect.Message!);
                break;
            case RelayEffectKind.Admit:
                _admitted.Add(effect.Subscriber!);
                effect.Subscriber!.Admitted(Topic, effect.Position);
                break;
            case RelayEffectKind.TellGap:
                Tell((TopicGap)effect.Message!);
                break;
            case RelayEffectKind.Rest:
                Node.Hub.Rest(this);
                break;
        }
    }

    private void Emit(Publication publication)
    {
        World.Ledger.Heard(publication);
        foreach (var subscriber in _admitted)
        {
            if (!subscriber.Offer(Topic, publication))
            {
                _unable.Add(subscriber);
            }
        }
    }

    private void Tell(TopicGap gap)
    {
        World.Statistics.Count(gap.Reason);
        World.Trace?.Note($"{this} tells {gap.Reason} from {gap.Before} to {gap.After}");
        foreach (var subscriber in _admitted)
        {
            subscriber.Tell(Topic, gap);
        }
    }

    // Outside the effects: the one whose outbox is full leaves, which has effects of its own.
    private void CloseUnable()
    {
        while (_unable.Count > 0)
        {
            var subscriber = _unable[^1];
            _unable.RemoveAt(_unable.Count - 1);
            subscriber.Close();
        }
    }
}
