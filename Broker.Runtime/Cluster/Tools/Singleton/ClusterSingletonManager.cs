using System.Collections.Immutable;
using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Daemon;
using Broker.Runtime.Cluster.Events;
using Broker.Runtime.Event;

namespace Broker.Runtime.Cluster.Tools.Singleton;

/// <summary>Runs one actor in the whole cluster, on the oldest member; started at the same path on every node.</summary>
/// <remarks>When the oldest leaves, the singleton is stopped there before the next one starts it. While the cluster is partitioned and
/// undecided both sides may differ in who is the oldest: a downing provider that downs one side is needed.</remarks>
public sealed class ClusterSingletonManager : UntypedActor, IWithTimers
{
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly TaskCompletionSource<Done> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Props _singletonProps;
    private readonly object _terminationMessage;
    private readonly ClusterSingletonManagerSettings _settings;
    private readonly PeerRefs _peers;
    private SingletonManagerState _state;
    private IActorRef? _singleton;

    /// <summary>Use <see cref="Props(Actor.Props, object, ClusterSingletonManagerSettings)"/>.</summary>
    public ClusterSingletonManager(Props singletonProps, object terminationMessage, ClusterSingletonManagerSettings settings)
    {
        _singletonProps = singletonProps;
        _terminationMessage = terminationMessage;
        _settings = settings;
        _peers = new PeerRefs(_cluster.System.Provider, Self);
        var margin = settings.RemovalMargin == TimeSpan.Zero ? _cluster.DowningProvider.DownRemovalMargin : settings.RemovalMargin;
        _state = new SingletonManagerState(_cluster.SelfUniqueAddress, settings.Role, settings.HandOverRetryInterval, margin);
    }

    /// <summary>Set by the engine.</summary>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>A manager whose singleton is stopped by a poison pill.</summary>
    public static Props Props(Props singletonProps, ClusterSingletonManagerSettings settings) =>
        Props(singletonProps, PoisonPill.Instance, settings);

    /// <summary>A manager whose singleton is stopped by <paramref name="terminationMessage"/>: it must stop itself then.</summary>
    public static Props Props(Props singletonProps, object terminationMessage, ClusterSingletonManagerSettings settings) =>
        Actor.Props.Create(() => new ClusterSingletonManager(singletonProps, terminationMessage, settings)).WithDeploy(Deploy.Local);

    /// <inheritdoc />
    protected override void PreStart()
    {
        if (_cluster.IsTerminated)
        {
            Context.Stop(Self);
            return;
        }

        _cluster.Subscribe(Self, ClusterEvent.InitialStateAsEvents, typeof(MembershipViewChanged));
        Timers.StartPeriodicTimer(nameof(Tick), Tick.Instance, _settings.HandOverRetryInterval / 2);
        CoordinatedShutdown.Get(Context.System).AddTask(
            CoordinatedShutdown.PhaseClusterExiting, $"wait-singleton-{Self.Path.ToStringWithoutAddress()}", WaitHandedOverAsync);
    }

    /// <inheritdoc />
    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        _done.TrySetResult(Done.Instance);
    }

    /// <inheritdoc />
    protected override void OnReceive(object message)
    {
        var now = _cluster.Clock.Now;
        switch (message)
        {
            case MembershipViewChanged changed:
                Do(_state.Observe(changed.State.Gossip, now));
                break;
            case SingletonMessage fromPeer:
                Do(_state.Receive(fromPeer, now));
                break;
            case Tick:
                Do(_state.Tick(now));
                break;
            case Terminated terminated when terminated.ActorRef.Equals(_singleton):
                _singleton = null;
                _log.Info("Singleton [{0}] has stopped", terminated.ActorRef.Path);
                Do(_state.Terminated());
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private async Task<Done> WaitHandedOverAsync()
    {
        await _cluster.SelfExiting;
        return ClusterShutdownTasks.IsOut(_cluster) ? Done.Instance : await _done.Task;
    }

    private void Do((SingletonManagerState State, ImmutableArray<SingletonEffect> Effects) step)
    {
        if (step.State.Phase != _state.Phase)
            _log.Debug("Singleton manager {0} -> {1}", _state.Phase, step.State.Phase);
        _state = step.State;
        foreach (var effect in step.Effects)
        {
            switch (effect)
            {
                case SingletonEffect.Send send:
                    _peers.Send(send.To.Address, send.Message);
                    break;
                case SingletonEffect.StartSingleton:
                    _singleton = Context.Watch(Context.ActorOf(_singletonProps, _settings.SingletonName));
                    _log.Info("Singleton [{0}] started: this node is the oldest", _singleton.Path);
                    break;
                case SingletonEffect.StopSingleton:
                    _singleton?.Tell(_terminationMessage, Self);
                    break;
                case SingletonEffect.StopManager:
                    Context.Stop(Self);
                    break;
            }
        }

        // Who is leaving and has nothing, or nothing any more, holds up no shutdown.
        if (_state.Phase == SingletonPhase.End || (_cluster.SelfExiting.IsCompleted && _state.IsDone))
            _done.TrySetResult(Done.Instance);
    }

    private sealed class Tick
    {
        public static readonly Tick Instance = new();
    }
}
