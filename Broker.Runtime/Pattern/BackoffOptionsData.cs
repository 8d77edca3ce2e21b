using Broker.Runtime.Actor;

namespace Broker.Runtime.Pattern;

/// <summary>The options of <see cref="Backoff"/>.</summary>
internal sealed record BackoffOptionsData(
    bool IsOnFailure, Props ChildProps, string ChildName, TimeSpan MinBackoff, TimeSpan MaxBackoff, double RandomFactor) : BackoffOptions
{
    public IBackoffReset Reset { get; init; } = new AutoReset(MinBackoff);

    public OneForOneStrategy Strategy { get; init; } = new(SupervisorStrategy.DefaultDecider);

    public object? ReplyWhileStopped { get; init; }

    public Func<object, bool>? FinalStopMessage { get; init; }

    public override BackoffOptions WithAutoReset(TimeSpan resetBackoff) => this with { Reset = new AutoReset(resetBackoff) };

    public override BackoffOptions WithManualReset() => this with { Reset = new ManualReset() };

    public override BackoffOptions WithSupervisorStrategy(OneForOneStrategy supervisorStrategy) => this with { Strategy = supervisorStrategy };

    public override BackoffOptions WithDefaultStoppingStrategy() =>
        this with { Strategy = new OneForOneStrategy(Strategy.MaxNumberOfRetries, Strategy.WithinTimeRangeMilliseconds, SupervisorStrategy.StoppingStrategy.Decider) };

    public override BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries) =>
        this with { Strategy = new OneForOneStrategy(maxNrOfRetries, Strategy.WithinTimeRangeMilliseconds, Strategy.Decider) };

    public override BackoffOptions WithReplyWhileStopped(object replyWhileStopped) => this with { ReplyWhileStopped = replyWhileStopped };

    public override BackoffOptions WithFinalStopMessage(Func<object, bool> isFinalStopMessage) => this with { FinalStopMessage = isFinalStopMessage };

    internal override Props ToProps()
    {
        if (MinBackoff <= TimeSpan.Zero || MaxBackoff < MinBackoff || RandomFactor is < 0 or > 1)
            throw new ArgumentException("The shortest pause must be above 0, the longest not below it, the random factor between 0 and 1.");
        if (Reset is AutoReset { ResetBackoff: var after } && (after < MinBackoff || after > MaxBackoff))
            throw new ArgumentException("The time after which the count begins anew must lie between the shortest and the longest pause.");
        return IsOnFailure
            ? Props.Create(() => new BackoffOnRestartSupervisor(this))
            : Props.Create(() => new BackoffSupervisor(
                ChildProps, ChildName, MinBackoff, MaxBackoff, Reset, RandomFactor, Strategy, ReplyWhileStopped, FinalStopMessage));
    }
}
