using Broker.Actors.Hosting;
using Broker.Actors.Nodes;

namespace Broker.Actors.Fencing;

/// <summary>This node's fence at <c>/user/fence</c>: carries out what <see cref="FenceState"/> decides.</summary>
public sealed class FenceActor : UntypedActor, IWithTimers
{
    /// <summary>Its name on every node.</summary>
    public const string Name = "fence";

    private readonly List<FenceEffect> _effects = [];
    private readonly FenceState _state;
    private readonly ClusterNodes _nodes;
    private readonly SteadyClock _clock;
    private TickTimer _timer;

    public FenceActor(BrokerServices services)
    {
        _clock = services.Clock;
        _nodes = services.Nodes;
        _state = new FenceState(services.Fence, services.Fencing);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void OnReceive(object message)
    {
        var now = _clock.Now;
        switch (message)
        {
            case FencePing ping:
                _state.Pinged(ping, now, _effects);
                break;
            case FencePong pong:
                _state.Ponged(pong, now);
                break;
            case ClusterView view:
                _state.MembersChanged(view, now, _effects);
                break;
            case FenceClosed closed:
                _state.Closed(closed);
                break;
            case CloseFence:
                _state.Close(_effects);
                Sender.Tell(Done.Instance, Self);
                break;
            case Tick:
                _timer.Fired();
                _state.Tick(now, _effects);
                break;
            default:
                Unhandled(message);
                break;
        }

        foreach (var effect in _effects)
        {
            _nodes.Tell(effect.Node, Name, effect.Message, Self, Context);
        }

        _effects.Clear();
        _timer.Follow(_state.NextTick, now, Timers);
    }
}
