using System.Collections.Concurrent;
using Broker.Runtime.Actor.Internal;
using Broker.Runtime.Configuration;
using Broker.Runtime.Event;

namespace Broker.Runtime.Actor;

/// <summary>Ends a system in phases, each with tasks that run side by side and have a time in which to end.</summary>
public sealed class CoordinatedShutdown : IExtension
{
    /// <summary>The first phase: the system still takes work.</summary>
    public const string PhaseBeforeServiceUnbind = "before-service-unbind";

    /// <summary>No new connections.</summary>
    public const string PhaseServiceUnbind = "service-unbind";

    /// <summary>Running requests end.</summary>
    public const string PhaseServiceRequestsDone = "service-requests-done";

    /// <summary>Services stop.</summary>
    public const string PhaseServiceStop = "service-stop";

    /// <summary>Before the node leaves its cluster.</summary>
    public const string PhaseBeforeClusterShutdown = "before-cluster-shutdown";

    /// <summary>Shards are handed over.</summary>
    public const string PhaseClusterShardingShutdownRegion = "cluster-sharding-shutdown-region";

    /// <summary>The node says that it leaves.</summary>
    public const string PhaseClusterLeave = "cluster-leave";

    /// <summary>Singletons are handed over.</summary>
    public const string PhaseClusterExiting = "cluster-exiting";

    /// <summary>The exit is completed.</summary>
    public const string PhaseClusterExitingDone = "cluster-exiting-done";

    /// <summary>The cluster extension stops.</summary>
    public const string PhaseClusterShutdown = "cluster-shutdown";

    /// <summary>Before the actors end.</summary>
    public const string PhaseBeforeActorSystemTerminate = "before-actor-system-terminate";

    /// <summary>The actors end.</summary>
    public const string PhaseActorSystemTerminate = "actor-system-terminate";

    private readonly Dictionary<string, ShutdownPhase> _phases;
    private readonly List<string> _ordered;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<(string Name, Func<Task<Done>> Task)>> _tasks = new();
    private readonly ILoggingAdapter _log;
    private readonly TaskCompletionSource<Done> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Reason? _reason;

    internal CoordinatedShutdown(ExtendedActorSystem system)
    {
        System = system;
        _log = Logging.GetLogger(system, this);
        var config = system.Settings.Config.GetConfig("akka.coordinated-shutdown");
        _phases = ShutdownPhase.Read(config);
        _ordered = ShutdownPhase.Sort(_phases);
        AddTask(PhaseActorSystemTerminate, "terminate-system", TerminateSystem);
    }

    /// <summary>The system.</summary>
    public ExtendedActorSystem System { get; }

    /// <summary>Why the shutdown runs; null while it does not.</summary>
    public Reason? ShutdownReason => Volatile.Read(ref _reason);

    /// <summary>The times of all phases together.</summary>
    public TimeSpan TotalTimeout => _phases.Keys.Aggregate(TimeSpan.Zero, (sum, phase) => sum + (_tasks.ContainsKey(phase) ? Timeout(phase) : TimeSpan.Zero));

    /// <summary>The coordinated shutdown of a system.</summary>
    public static CoordinatedShutdown Get(ActorSystem sys) => new CoordinatedShutdownExtension().Get(sys);

    /// <summary>Adds a task to a phase; it may be added also while earlier phases run, but is left out when the phase has begun.</summary>
    public void AddTask(string phase, string taskName, Func<Task<Done>> task)
    {
        if (!_phases.ContainsKey(phase))
            throw new ConfigurationException($"There is no shutdown phase \"{phase}\"; these exist: {string.Join(", ", _ordered)}.");
        ArgumentException.ThrowIfNullOrEmpty(taskName);
        _tasks.GetOrAdd(phase, static _ => new()).Enqueue((taskName, task));
    }

    /// <summary>The time of a phase.</summary>
    public TimeSpan Timeout(string phase) => _phases.TryGetValue(phase, out var found)
        ? found.Timeout
        : throw new ArgumentException($"There is no shutdown phase \"{phase}\".", nameof(phase));

    /// <summary>Runs all phases, or those from <paramref name="fromPhase"/> on; a second call only gives the task of the first.</summary>
    /// <remarks>
    /// The task fails when a phase with <c>recover = off</c> fails or takes too long; the phases after it are left out then, and the system
    /// lives on unless <see cref="ActorSystem.Terminate"/> is called.
    /// </remarks>
    public Task<Done> Run(Reason reason, string? fromPhase = null)
    {
        ArgumentNullException.ThrowIfNull(reason);
        var from = fromPhase is null ? 0 : _ordered.IndexOf(fromPhase);
        if (from < 0)
            throw new ArgumentException($"There is no shutdown phase \"{fromPhase}\".", nameof(fromPhase));
        if (Interlocked.CompareExchange(ref _reason, reason, null) is null)
            _ = Task.Run(() => RunPhases(_ordered[from..]));
        return _done.Task;
    }

    private async Task RunPhases(List<string> phases)
    {
        _log.Info("Coordinated shutdown begins: {0}.", _reason);
        foreach (var name in phases)
        {
            try
            {
                await RunPhase(_phases.GetValueOrDefault(name)).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                _log.Error(e, "Coordinated shutdown ends in phase {0}, which does not recover: {1}. The phases after it are left out.", name, e.Message);
                _done.TrySetException(e);
                return;
            }
        }

        _done.TrySetResult(Done.Instance);
    }

    private async Task RunPhase(ShutdownPhase? phase)
    {
        if (phase is null || !_tasks.TryGetValue(phase.Name, out var tasks))
            return;
        if (!phase.Enabled)
        {
            _log.Info("Shutdown phase {0} is disabled: {1} tasks are left out.", phase.Name, tasks.Count);
            return;
        }

        _log.Debug("Shutdown phase {0} runs {1} tasks.", phase.Name, tasks.Count);
        try
        {
            // Each on the thread pool from its start on, so that one that blocks keeps neither the others nor the phase from ending in time.
            await Task.WhenAll(tasks.Select(t => Task.Run(() => RunTask(phase, t.Name, t.Task)))).WaitAsync(phase.Timeout).ConfigureAwait(false);
        }
        catch (TimeoutException) when (phase.Recover)
        {
            _log.Warning("Shutdown phase {0} did not end in {1}; the next one begins.", phase.Name, phase.Timeout);
        }
    }

    private async Task RunTask(ShutdownPhase phase, string name, Func<Task<Done>> task)
    {
        try
        {
            await task().ConfigureAwait(false);
        }
        catch (Exception e) when (phase.Recover)
        {
            _log.Warning(e, "Shutdown task {0} of phase {1} failed: {2}", name, phase.Name, e.Message);
        }
    }

    private async Task<Done> TerminateSystem()
    {
        if (System.Settings.CoordinatedShutdownTerminateActorSystem)
            await ((ActorSystemImpl)System).FinalTerminate().ConfigureAwait(false);
        return Done.Instance;
    }

    /// <summary>Why a shutdown runs.</summary>
    public class Reason
    {
        /// <summary>For reasons of one's own.</summary>
        protected Reason()
        {
        }

        /// <inheritdoc />
        public override string ToString() => GetType().Name;
    }

    /// <summary>Nobody said why.</summary>
    public class UnknownReason : Reason
    {
        /// <summary>The only instance.</summary>
        public static readonly Reason Instance = new UnknownReason();

        private UnknownReason()
        {
        }
    }

    /// <summary><see cref="ActorSystem.Terminate"/> was called.</summary>
    public class ActorSystemTerminateReason : Reason
    {
        /// <summary>The only instance.</summary>
        public static readonly Reason Instance = new ActorSystemTerminateReason();

        private ActorSystemTerminateReason()
        {
        }
    }

    /// <summary>The process ends.</summary>
    public class ClrExitReason : Reason
    {
        /// <summary>The only instance.</summary>
        public static readonly Reason Instance = new ClrExitReason();

        private ClrExitReason()
        {
        }
    }

    /// <summary>The node was downed by its cluster.</summary>
    public class ClusterDowningReason : Reason
    {
        /// <summary>The only instance.</summary>
        public static readonly Reason Instance = new ClusterDowningReason();

        private ClusterDowningReason()
        {
        }
    }

    /// <summary>The node was asked to leave its cluster.</summary>
    public class ClusterLeavingReason : Reason
    {
        /// <summary>The only instance.</summary>
        public static readonly Reason Instance = new ClusterLeavingReason();

        private ClusterLeavingReason()
        {
        }
    }

    /// <summary>The node could not join a cluster.</summary>
    public class ClusterJoinUnsuccessfulReason : Reason
    {
        /// <summary>The only instance.</summary>
        public static readonly Reason Instance = new ClusterJoinUnsuccessfulReason();

        private ClusterJoinUnsuccessfulReason()
        {
        }
    }
}
