using Broker.Actors.Keepers;
using Broker.Actors.Nodes;
using Broker.Actors.Topics;
using Broker.Tests.Topics.Simulation.Checks;

namespace Broker.Tests.Topics.Simulation.Nodes;

/// <summary>A node's keeper as its actor runs it.</summary>
internal sealed class SimulatedKeeper : SimulatedActor
{
    private readonly List<KeeperEffect<SimulatedActor>> _effects = [];
    private Action? _whenDrained;

    public SimulatedKeeper(SimulatedNode node)
        : base(node) =>
        State = new KeeperState<SimulatedActor>(node.Id, node.Terms, World.Plan.Keepers, node.Fence, node.Interest);

    public KeeperState<SimulatedActor> State { get; }

    protected override long? NextTick => State.NextTick;

    public void MembersChanged(ClusterView view)
    {
        State.MembersChanged(view, Now, _effects);
        Carry();
    }

    public void Drain(Action whenDrained)
    {
        _whenDrained = whenDrained;
        State.Drain(Now, _effects);
        Carry();
    }

    public override void Receive(SimulatedActor from, object message)
    {
        switch (message)
        {
            case OwnerStarting starting:
                State.Starting(from, starting.Hosting, starting.Topic.Name, new ShardId(starting.Topic.Shard), Now, _effects);
                break;
            case TopicBegun begun:
                State.Begun(begun);
                break;
            case LeftTopic left:
                World.Statistics.LeftStates++;
                State.Left(left, Now, _effects);
                break;
            case OwnerReminded reminded:
                State.Reminded(reminded.Left, Now, _effects);
                break;
            default:
                State.Received(message, Now, _effects);
                break;
        }

        Carry();
    }

    public override void Terminated(SimulatedActor peer)
    {
        State.HostingEnded(peer, Now, _effects);
        Carry();
    }

    public override string ToString() => $"keeper@{Node}";

    protected override void Tick()
    {
        State.Tick(Now, _effects);
        Carry();
    }

    private void Carry()
    {
        for (var i = 0; i < _effects.Count; i++)
        {
            Carry(_effects[i]);
        }

        _effects.Clear();
        BoundsCheck.Keeper(this);
        FollowTick();
    }

    private void Carry(in KeeperEffect<SimulatedActor> effect)
    {
        switch (effect.Kind)
        {
            case KeeperEffectKind.SendToKeeper:
                World.Statistics.KeeperMessages++;
                World.Statistics.Takes += effect.Message is TakeLeft { Segment: 0 } ? 1 : 0;
                World.Statistics.Asks += effect.Message is AskLeft ? 1 : 0;
                if (Node.Find(effect.Node) is { } other)
                {
                    World.Links.Send(this, other.Keeper, effect.Message!);
                }

                break;
            case KeeperEffectKind.SendToOwner:
                World.Links.Send(this, effect.Peer!, effect.Message!);
                break;
            case KeeperEffectKind.SendToTopic:
                Node.Region.Send(this, (ITopicMessage)effect.Message!);
                break;
            case KeeperEffectKind.Watch:
                World.DeathWatch.Watch(this, effect.Peer!);
                break;
            case KeeperEffectKind.Drained:
                _whenDrained?.Invoke();
                break;
        }
    }
}
