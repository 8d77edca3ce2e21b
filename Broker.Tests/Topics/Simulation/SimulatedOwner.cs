using Broker.Actors.Deliveries;
using Broker.Actors.Publishing;
using Broker.Actors.Topics;

namespace Broker.Tests.Topics.Simulation;

/// <summary>A topic's owner as its actor would run it.</summary>
internal sealed class SimulatedOwner : SimulatedPeer
{
    private readonly TopicSimulation _world;
    private readonly TermSource _terms;
    private readonly List<TopicEffect<SimulatedPeer>> _effects = [];

    public SimulatedOwner(TopicSimulation world, int node, TermSource terms, TopicOptions options)
        : base(node)
    {
        _world = world;
        _terms = terms;
        State = new TopicStart(terms, world.Random, options).Begin<SimulatedPeer>(TopicSimulation.Topic, world.Time.Now);
    }

    public TopicState<SimulatedPeer> State { get; }

    protected override long? NextTick => State.NextTick;

    public void End() => Turn(() => State.End(_world.Time.Now, _effects));

    public override void Receive(SimulatedPeer sender, object message) => Turn(() => Handle(sender, message));

    public override void Terminated(SimulatedPeer peer) => Turn(() => State.RelayGone(peer, _world.Time.Now, _effects));

    protected override void Tick() => Turn(() => State.Tick(_world.Time.Now, _effects));

    private void Handle(SimulatedPeer sender, object message)
    {
        var now = _world.Time.Now;
        switch (message)
        {
            case Publish publish:
                _world.Statistics.Count(State.Publish(sender, publish, now, now, _effects));
                break;
            case SubscribeNode subscribe:
                State.Subscribe(sender, subscribe, now, _effects);
                break;
            case Fetch fetch:
                State.Fetch(sender, fetch, _effects);
                break;
            case EndReceived received:
                State.EndReceived(sender, received, _effects);
                break;
            case TermOutlived outlived:
                State.Outlived(outlived, _effects);
                break;
            default:
                throw new InvalidOperationException($"An owner does not understand {message}.");
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
        FollowTick(_world.Time);
    }

    private void Carry(TopicEffect<SimulatedPeer> effect)
    {
        switch (effect.Kind)
        {
            case TopicEffectKind.Send:
                _world.Links.Send(this, effect.Peer!, effect.Message!);
                break;
            case TopicEffectKind.Watch:
                effect.Peer!.Watchers.Add(this);
                break;
            case TopicEffectKind.Unwatch:
                effect.Peer!.Watchers.Remove(this);
                break;
            case TopicEffectKind.Forward:
                _world.Sharding.Send(effect.Peer!, effect.Message!);
                break;
            case TopicEffectKind.NoteTerm:
                _terms.Note(State.Highest);
                break;
            case TopicEffectKind.Passivate:
                _world.Sharding.Passivate(this);
                break;
            case TopicEffectKind.Stop:
                _world.Sharding.Stopped(this);
                break;
        }
    }
}
