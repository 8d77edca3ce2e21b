namespace Broker.Runtime.Remote.Links;

/// <summary>When a broken link may be tried again: at once after a connection that held, then with doubling pauses. Pure.</summary>
/// <param name="first">The pause after the first failure.</param>
/// <param name="longest">The longest pause.</param>
internal sealed class LinkRetryState(TimeSpan first, TimeSpan longest)
{
    private TimeSpan _notBefore = TimeSpan.MinValue;

    /// <summary>Failures since the last connection.</summary>
    public int Failures { get; private set; }

    public TimeSpan Pause { get; private set; }

    public bool MayConnect(TimeSpan now) => now >= _notBefore;

    /// <summary>What is left of the pause.</summary>
    public TimeSpan Remaining(TimeSpan now) => MayConnect(now) ? TimeSpan.Zero : _notBefore - now;

    /// <summary>Notes a failure. <paramref name="jitter"/> in [0, 1) spreads nodes that failed together: 75 % to 100 % of the pause.</summary>
    public void Failed(TimeSpan now, double jitter)
    {
        Pause = Failures == 0 ? first : TimeSpan.FromTicks(Math.Min(longest.Ticks, Pause.Ticks * 2));
        Failures++;
        _notBefore = now + (Pause * (0.75 + (jitter / 4)));
    }

    public void Connected()
    {
        Failures = 0;
        Pause = TimeSpan.Zero;
        _notBefore = TimeSpan.MinValue;
    }
}
