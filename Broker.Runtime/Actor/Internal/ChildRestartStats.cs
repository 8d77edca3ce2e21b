namespace Broker.Runtime.Actor.Internal;

/// <summary>How often a child was restarted lately.</summary>
/// <remarks>Made when a child fails for the first time, so that children that never fail cost nothing.</remarks>
public sealed class ChildRestartStats(IInternalActorRef child)
{
    private int _restarts;
    private TimeSpan? _windowStart;

    /// <summary>The child.</summary>
    public IInternalActorRef Child { get; } = child;

    /// <summary>The child's incarnation.</summary>
    public long Uid => Child.Path.Uid;

    /// <summary>Counts a restart, and says whether the limits allow it.</summary>
    /// <param name="maxNrOfRetries">How many restarts are allowed in the window; negative for any number.</param>
    /// <param name="withinTimeMilliseconds">The window; zero or negative for all time.</param>
    /// <param name="now">The monotonic time.</param>
    public bool RequestRestartPermission(int maxNrOfRetries, int withinTimeMilliseconds, TimeSpan now)
    {
        if (maxNrOfRetries == 0)
            return false;
        if (withinTimeMilliseconds <= 0)
            return maxNrOfRetries < 0 || ++_restarts <= maxNrOfRetries;

        // A window without a number of retries allows one restart in it (Akka's documentation of maxNrOfRetries).
        var allowed = maxNrOfRetries < 0 ? 1 : maxNrOfRetries;
        _windowStart ??= now;
        if (now - _windowStart.Value <= TimeSpan.FromMilliseconds(withinTimeMilliseconds))
            return ++_restarts <= allowed;

        _windowStart = now;
        _restarts = 1;
        return true;
    }
}
