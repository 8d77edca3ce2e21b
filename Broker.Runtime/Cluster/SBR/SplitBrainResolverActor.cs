using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Events;
using Broker.Runtime.Event;
using Broker.Runtime.Remote;

namespace Broker.Runtime.Cluster.SBR;

/// <summary>Feeds the view of this node to the resolver's rules and downs what they decide, with one line that says why.</summary>
internal sealed class SplitBrainResolverActor : UntypedActor, IWithTimers
{
    private static readonly TimeSpan LongestTick = TimeSpan.FromMilliseconds(500);

    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly SplitBrainRules _rules;
    private SplitBrainState _state;

    public SplitBrainResolverActor(SplitBrainRules rules)
    {
        _rules = rules;
        _state = new SplitBrainState(rules);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(ThisActorSystemQuarantinedEvent));
        _cluster.Subscribe(Self, ClusterEvent.InitialStateAsEvents, typeof(MembershipViewChanged));
        var tick = _rules.StableAfter / 10;
        Timers.StartPeriodicTimer(nameof(Tick), Tick.Instance, tick > LongestTick || tick <= TimeSpan.Zero ? LongestTick : tick);
        _log.Debug("Split brain resolver: {0}, stable after {1} s", _rules.Strategy, _rules.StableAfter.TotalSeconds);
    }

    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
        _cluster.Unsubscribe(Self);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case MembershipViewChanged changed:
                Observe(changed);
                break;
            case ThisActorSystemQuarantinedEvent quarantined:
                _cluster.QuarantinedBy(quarantined.RemoteAddress);
                break;
            case Tick:
                Decide();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Observe(MembershipViewChanged changed)
    {
        var was = _state;
        var state = changed.State;
        var view = new SplitBrainView(state.Self, state.Leader, state.Gossip.Members, state.ReachabilityExcludingDowned, state.Gossip.Seen);
        _state = _state.Observe(view, _cluster.Clock.Now);
        if (_state.UnreachableSince is not null && _state.StableSince != was.StableSince)
            _log.Info(
                "Split brain resolver: unreachable [{0}] of {1} members; deciding after {2} s without further change",
                string.Join(", ", view.Unreachable.Select(static m => m.Address)),
                view.Members.Count,
                _rules.StableAfter.TotalSeconds);
    }

    private void Decide()
    {
        var now = _cluster.Clock.Now;
        // Two heartbeats missed are no verdict yet, but reason enough to wait for one.
        var isCalm = _cluster.Heartbeats is not { } heartbeats || heartbeats.LongestSilence() < 2 * _cluster.Settings.HeartbeatInterval;
        var before = _state;
        (_state, var decided) = _state.Decide(now, isCalm);
        if (decided is not { } decision)
            return;
        _log.Warning(
            "Split brain resolver downs [{0}], {1:0.0} s after the first became unreachable, stable for {2:0.0} s. {3}",
            string.Join(", ", decision.ToDown.Select(static n => n.Address)),
            (now - before.UnreachableSince!.Value).TotalSeconds,
            (now - before.StableSince!.Value).TotalSeconds,
            decision.Explanation);
        _cluster.DownNodes([.. decision.ToDown]);
    }

    private sealed class Tick
    {
        public static readonly Tick Instance = new();
    }
}
