using Broker.Runtime.Actor;

namespace Broker.Runtime.Pattern;

/// <summary>Starts its child again after growing pauses, whenever it has stopped.</summary>
public sealed class BackoffSupervisor : BackoffSupervisorBase
{
    private readonly TimeSpan _minBackoff;
    private readonly TimeSpan _maxBackoff;
    private readonly double _randomFactor;
    private readonly SupervisorStrategy _strategy;

    /// <summary>With the usual strategy, counting anew after the shortest pause.</summary>
    public BackoffSupervisor(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor)
        : this(childProps, childName, minBackoff, maxBackoff, new AutoReset(minBackoff), randomFactor, Actor.SupervisorStrategy.DefaultStrategy)
    {
    }

    /// <summary>With everything given; see <see cref="BackoffOptions"/>.</summary>
    public BackoffSupervisor(
        Props childProps,
        string childName,
        TimeSpan minBackoff,
        TimeSpan maxBackoff,
        IBackoffReset reset,
        double randomFactor,
        SupervisorStrategy strategy,
        object? replyWhileStopped = null,
        Func<object, bool>? finalStopMessage = null)
        : base(childProps, childName, reset, replyWhileStopped, finalStopMessage)
    {
        _minBackoff = minBackoff;
        _maxBackoff = maxBackoff;
        _randomFactor = randomFactor;
        _strategy = strategy;
    }

    /// <summary>A supervisor that starts its child again when it has stopped, any number of times.</summary>
    public static Props Props(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        Props(Backoff.OnStop(childProps, childName, minBackoff, maxBackoff, randomFactor, -1));

    /// <summary>A supervisor that starts its child again when it has stopped, so many times.</summary>
    public static Props Props(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries) =>
        Props(Backoff.OnStop(childProps, childName, minBackoff, maxBackoff, randomFactor, maxNrOfRetries));

    /// <summary>A supervisor with these options.</summary>
    public static Props Props(BackoffOptions options) => options.ToProps();

    /// <summary>A supervisor with a strategy of its own for failures of the child.</summary>
    public static Props PropsWithSupervisorStrategy(
        Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, SupervisorStrategy strategy) =>
        Actor.Props.Create(() => new BackoffSupervisor(
            childProps, childName, minBackoff, maxBackoff, new AutoReset(minBackoff), randomFactor, strategy, null, null));

    /// <inheritdoc />
    protected override bool Receive(object message)
    {
        if (message is not Terminated terminated || !terminated.ActorRef.Equals(Child))
            return HandleBackoff(message);
        Child = null;
        int most = _strategy is OneForOneStrategy limited ? limited.MaxNumberOfRetries : -1;
        if (FinalStopMessageReceived || (most >= 0 && RestartCountN >= most))
            Context.Stop(Self);
        else
            StartLater(_minBackoff, _maxBackoff, _randomFactor);
        return true;
    }

    /// <inheritdoc />
    protected override SupervisorStrategy SupervisorStrategy() => _strategy;

    /// <summary>Asks for the child; the answer is <see cref="CurrentChild"/>.</summary>
    public sealed class GetCurrentChild
    {
        /// <summary>The message.</summary>
        public static readonly GetCurrentChild Instance = new();

        private GetCurrentChild()
        {
        }
    }

    /// <summary>The child, or nobody during a pause.</summary>
    public sealed class CurrentChild(IActorRef @ref)
    {
        /// <summary>The child.</summary>
        public IActorRef Ref { get; } = @ref;
    }

    /// <summary>From the child, where the count begins anew by hand.</summary>
    public new sealed class Reset
    {
        /// <summary>The message.</summary>
        public static readonly Reset Instance = new();

        private Reset()
        {
        }
    }

    /// <summary>Asks for the count; the answer is <see cref="RestartCount"/>.</summary>
    public sealed class GetRestartCount
    {
        /// <summary>The message.</summary>
        public static readonly GetRestartCount Instance = new();

        private GetRestartCount()
        {
        }
    }

    /// <summary>How often the child was started again since the count began.</summary>
    public sealed class RestartCount(int count)
    {
        /// <summary>The count.</summary>
        public int Count { get; } = count;
    }

    /// <summary>To itself, when the pause is over.</summary>
    public sealed class StartChild : Event.IDeadLetterSuppression
    {
        /// <summary>The message.</summary>
        public static readonly StartChild Instance = new();

        private StartChild()
        {
        }
    }

    /// <summary>To itself, when the child has lived long enough unless it was started again meanwhile.</summary>
    public sealed class ResetRestartCount(int current) : Event.IDeadLetterSuppression
    {
        /// <summary>The count when the child was started.</summary>
        public int Current { get; } = current;
    }
}
