using Broker.Actors.Diagnostics;
using Broker.Actors.Hosting;
using Broker.Actors.Nodes;
using Broker.Actors.Relays;

namespace Broker.Actors.HeadReports;

/// <summary>Tells the other nodes what the topics owned by this one are up to: carries out what <see cref="HeadReportState"/> decides.</summary>
public sealed class HeadReporterActor : UntypedActor, IWithTimers
{
    /// <summary>The name under <c>/user</c>, by which other nodes answer it.</summary>
    public const string Name = "heads";

    private readonly List<HeadReportEffect> _effects = [];
    private readonly HeadReportState _state;
    private readonly HeadReportMetrics _metrics;
    private readonly BrokerServices _services;
    private TickTimer _timer;

    public HeadReporterActor(BrokerServices services)
    {
        _services = services;
        _metrics = services.Metrics.HeadReports;
        _state = new HeadReportState(services.Nodes.Self, services.HeadReports);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void OnReceive(object message)
    {
        var now = _services.Clock.Now;
        switch (message)
        {
            case HeadCell cell:
                _state.Raised(cell, now);
                break;
            case TopicMatched invite:
                _metrics.Invited(_state.Invite(invite, now, _effects));
                break;
            case HeadReportReceived received:
                _metrics.Acknowledged();
                _state.Received(received);
                break;
            case ClusterView view:
                _state.Observe(view, now);
                break;
            case Tick:
                _timer.Fired();
                _state.Tick(now, _effects);
                break;
            case SayGoodbye:
                Sender.Tell(new GoodbyeSaid(_state.SayGoodbye(_effects)), Self);
                break;
            default:
                Unhandled(message);
                return;
        }

        foreach (var effect in _effects)
        {
            _metrics.Sent();
            if (effect.Node == _services.Nodes.Self)
            {
                _services.Actors.Relays.Tell(effect.Message, Self);
            }
            else
            {
                _services.Nodes.Tell(effect.Node, TopicRelaysActor.Name, effect.Message, Self, Context);
            }
        }

        _effects.Clear();
        _metrics.Set(_state.PendingHeads, _state.PendingInvites, _state.Repeats);
        _timer.Follow(_state.NextTick, now, Timers);
    }
}
