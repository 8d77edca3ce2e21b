using Broker.Runtime.Actor;

namespace Broker.Runtime.Pattern;

/// <summary>How a backoff supervisor works; made by <see cref="Backoff"/>. Immutable: each method gives changed options.</summary>
public abstract record BackoffOptions
{
    /// <summary>The count begins anew when the child has lived for so long. The default, with the shortest pause.</summary>
    public abstract BackoffOptions WithAutoReset(TimeSpan resetBackoff);

    /// <summary>The count begins anew when the child says so.</summary>
    public abstract BackoffOptions WithManualReset();

    /// <summary>Decides what happens to a child that failed.</summary>
    public abstract BackoffOptions WithSupervisorStrategy(OneForOneStrategy supervisorStrategy);

    /// <summary>A child that failed is stopped.</summary>
    public abstract BackoffOptions WithDefaultStoppingStrategy();

    /// <summary>How often the child is started again; negative for any number.</summary>
    public abstract BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries);

    /// <summary>The answer to messages that come while there is no child; without it they are dead letters.</summary>
    public abstract BackoffOptions WithReplyWhileStopped(object replyWhileStopped);

    /// <summary>After such a message the end of the child is the end of the supervisor.</summary>
    public abstract BackoffOptions WithFinalStopMessage(Func<object, bool> isFinalStopMessage);

    internal abstract Props ToProps();
}
