using Broker.Actors.Deliveries;
using Broker.Actors.Relays;
using Broker.Protocol.Publications;

namespace Broker.Tests.Topics.Simulation;

/// <summary>A node's relay as its actor would run it.</summary>
internal sealed class SimulatedRelay(TopicSimulation world, int node, RelayOptions options) : SimulatedPeer(node)
{
    private readonly List<RelayEffect<SimulatedPeer, SimulatedSubscriber>> _effects = [];
    private readonly List<SimulatedSubscriber> _admitted = [];

    public RelayState<SimulatedPeer, SimulatedSubscriber> State { get; } = new(TopicSimulation.Topic, options);

    protected override long? NextTick => State.NextTick;

    public void Join(SimulatedSubscriber subscriber) => Turn(() => State.Join(subscriber, world.Time.Now, _effects));

    public void Leave(SimulatedSubscriber subscriber) => Turn(() =>
    {
        _admitted.Remove(subscriber);
        State.Leave(subscriber, world.Time.Now);
    });

    public override void Receive(SimulatedPeer sender, object message) => Turn(() => Handle(sender, message));

    public override void Terminated(SimulatedPeer peer) => Turn(() => State.OwnerGone(peer, world.Time.Now, _effects));

    protected override void Tick() => Turn(() => State.Tick(world.Time.Now, _effects));

    private void Handle(SimulatedPeer sender, object message)
    {
        var now = world.Time.Now;
        switch (message)
        {
            case Deliver deliver:
                world.Statistics.Count(State.Delivered(sender, deliver, now, _effects));
                break;
            case NodeSubscribed subscribed:
                State.Subscribed(sender, subscribed, now, _effects);
                break;
            case TopicHead head:
                State.Headed(sender, head, now, _effects);
                break;
            case Fetched fetched:
                State.Fetched(sender, fetched, now, _effects);
                break;
            case TopicEnded ended:
                State.Ended(sender, ended, now, _effects);
                break;
            default:
                throw new InvalidOperationException($"A relay does not understand {message}.");
        }
    }

    private void Turn(Action action)
    {
        action();
        foreach (var effect in _effects.ToArray())
        {
            Carry(effect);
        }

        _effects.Clear();
        FollowTick(world.Time);
    }

    private void Carry(RelayEffect<SimulatedPeer, SimulatedSubscriber> effect)
    {
        switch (effect.Kind)
        {
            case RelayEffectKind.SendToTopic:
                world.Sharding.Send(this, effect.Message!);
                break;
            case RelayEffectKind.Send:
                world.Statistics.Fetches += effect.Message is Fetch ? 1 : 0;
                world.Links.Send(this, effect.Peer!, effect.Message!);
                break;
            case RelayEffectKind.Watch:
                Watch(effect.Peer!);
                break;
            case RelayEffectKind.Unwatch:
                effect.Peer!.Watchers.Remove(this);
                break;
            case RelayEffectKind.Emit:
                _admitted.ForEach(subscriber => subscriber.Hear((Publication)effect.Message!));
                break;
            case RelayEffectKind.Admit:
                _admitted.Add(effect.Subscriber!);
                effect.Subscriber!.Admitted(effect.Position);
                break;
            case RelayEffectKind.TellGap:
                _admitted.ForEach(subscriber => subscriber.Tell((TopicGap)effect.Message!));
                break;
            case RelayEffectKind.Rest:
                world.RelayRests(this);
                break;
        }
    }

    // To watch one that has stopped is answered at once, as death watch does.
    private void Watch(SimulatedPeer peer)
    {
        peer.Watchers.Add(this);
        if (peer.IsStopped)
        {
            world.Links.TellGone(peer, 1);
        }
    }
}
