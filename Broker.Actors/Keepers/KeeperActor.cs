using Broker.Actors.Hosting;
using Broker.Actors.Nodes;

namespace Broker.Actors.Keepers;

/// <summary>This node's keeper at <c>/user/keeper</c>: carries out what <see cref="KeeperState{TPeer}"/> decides.</summary>
public sealed class KeeperActor : UntypedActor, IWithTimers
{
    /// <summary>Its name on every node.</summary>
    public const string Name = "keeper";

    private readonly List<KeeperEffect<IActorRef>> _effects = [];
    private readonly List<IActorRef> _drainers = [];
    private readonly KeeperState<IActorRef> _state;
    private readonly ClusterNodes _nodes;
    private readonly SteadyClock _clock;
    private readonly BrokerActors _actors;
    private TickTimer _timer;

    public KeeperActor(BrokerServices services)
    {
        _clock = services.Clock;
        _nodes = services.Nodes;
        _actors = services.Actors;
        _state = new KeeperState<IActorRef>(services.Nodes.Self, services.Terms, services.Keepers, services.Fence, services.Interest);
        services.Metrics.Keeper.Read(_state.Counts);
        services.Metrics.Keeper.Read(services.Fence);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void OnReceive(object message)
    {
        var now = _clock.Now;
        switch (message)
        {
            case TopicStarting starting:
                _state.Starting(Sender, starting.Hosting, starting.Topic, starting.Shard, now, _effects);
                break;
            case TopicBegun begun:
                _state.Begun(begun);
                break;
            case LeftTopic left:
                _state.Left(left, now, _effects);
                break;
            case Terminated terminated:
                _state.HostingEnded(terminated.ActorRef, now, _effects);
                break;
            case ClusterView view:
                _state.MembersChanged(view, now, _effects);
                break;
            case DrainKeeper:
                _drainers.Add(Sender);
                _state.Drain(now, _effects);
                break;
            case TopicReminded reminded:
                _state.Reminded(reminded.Left, now, _effects);
                break;
            case Tick:
                _timer.Fired();
                _state.Tick(now, _effects);
                break;
            default:
                _state.Received(message, now, _effects);
                break;
        }

        foreach (var effect in _effects)
        {
            Carry(effect);
        }

        _effects.Clear();
        _timer.Follow(_state.NextTick, now, Timers);
    }

    private void Carry(in KeeperEffect<IActorRef> effect)
    {
        switch (effect.Kind)
        {
            case KeeperEffectKind.SendToKeeper:
                _nodes.Tell(effect.Node, Name, effect.Message!, Self, Context);
                break;
            case KeeperEffectKind.SendToOwner:
                effect.Peer!.Tell(effect.Message!, Self);
                break;
            case KeeperEffectKind.SendToTopic:
                _actors.Topics.Tell(effect.Message!, Self);
                break;
            case KeeperEffectKind.Watch:
                Context.Watch(effect.Peer!);
                break;
            case KeeperEffectKind.Drained:
                _drainers.ForEach(drainer => drainer.Tell(Done.Instance, Self));
                _drainers.Clear();
                break;
        }
    }
}
