using Broker.Actors.Deliveries;
using Broker.Actors.HeadReports;
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
    private readonly List<FilterAudience<FilterConnection>> _audiences = [];

    public SimulatedRelay(SimulatedNode node, TopicInfo topic)
        : base(node)
    {
        Topic = topic;
        State = new(topic.Name, node.Id, World.Plan.Relays);
    }

    public TopicInfo Topic { get; }

    public RelayState<SimulatedActor, SubscriberConnection> State { get; }

    protected override long? NextTick => State.NextTick;

    public override void Receive(SimulatedActor from, object message)
    {
        if (!HandleOfHub(from, message))
        {
            HandleOfOwner(from, message);
        }

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

    private bool HandleOfHub(SimulatedActor from, object message)
    {
        switch (message)
        {
            case RelayJoin { After: { } after } join:
                join.Subscriber.Home = this;
                State.Recover(join.Subscriber, after, Now, _effects);
                return true;
            case RelayJoin join:
                join.Subscriber.Home = this;
                State.Join(join.Subscriber, Now, _effects);
                return true;
            case RelayLeave leave:
                Remove(leave.Subscriber);
                return true;
            case RelayBegin begin:
                State.Begin(begin.Position, begin.Followed);
                return true;
            case RelayAttach attach:
                _audiences.Add(attach.Audience);
                State.Attach(Now, _effects);
                return true;
            case RelayDetach detach:
                _audiences.Remove(detach.Audience);
                State.Detach(Now);
                return true;
            case TopicMatched invite:
                State.Invited(invite, Now, _effects);
                return true;
            case TopicHead head when from == Node.Hub:
                State.Reported(head, Now, _effects);
                return true;
            default:
                return false;
        }
    }

    private void HandleOfOwner(SimulatedActor from, object message)
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
                DeathWatch.Unwatch(this, effect.Peer!);
                break;
            case RelayEffectKind.Emit:
                Emit((Publication)effect.Message!);
                break;
            case RelayEffectKind.Admit:
                Admit(effect.Subscriber!, effect.Position, (RecoveredRange?)effect.Message);
                break;
            case RelayEffectKind.TellGap:
                Tell((TopicGap)effect.Message!);
                break;
            case RelayEffectKind.Rest:
                World.Links.Send(this, Node.Hub, effect.Message!);
                break;
        }
    }

    private void Admit(SubscriberConnection subscriber, Position position, RecoveredRange? range)
    {
        foreach (var missed in range is null ? [] : range.Publications)
        {
            World.Ledger.Heard(missed);
        }

        _admitted.Add(subscriber);
        subscriber.Admitted(Topic, position, range);
    }

    private void Emit(Publication publication)
    {
        World.Ledger.Heard(publication);
        foreach (var subscriber in _admitted)
        {
            if (!subscriber.Offer(publication))
            {
                _unable.Add(subscriber);
            }
        }

        foreach (var audience in _audiences)
        {
            foreach (var member in audience.Snapshot.Members)
            {
                member.Hear(Topic, publication);
            }
        }

        foreach (var subscriber in _unable)
        {
            subscriber.Overflowed();
            Remove(subscriber);
        }

        _unable.Clear();
    }

    private void Tell(TopicGap gap)
    {
        World.Statistics.Count(gap.Reason);
        World.Trace?.Note($"{this} tells {gap.Reason} from {gap.Before} to {gap.After}");
        foreach (var subscriber in _admitted)
        {
            subscriber.Tell(gap);
        }

        foreach (var audience in _audiences)
        {
            foreach (var member in audience.Snapshot.Members)
            {
                member.Tell(Topic, gap);
            }
        }
    }

    private void Remove(SubscriberConnection subscriber)
    {
        if (subscriber.Home == this)
        {
            subscriber.Home = null;
            _admitted.Remove(subscriber);
            State.Leave(subscriber, Now);
        }
    }
}
