namespace Broker.Runtime.Actor;

/// <summary>The clock that a scheduler goes by.</summary>
public interface ITimeProvider
{
    /// <summary>The time of day.</summary>
    DateTimeOffset Now { get; }

    /// <summary>The time since the scheduler started; never goes back.</summary>
    TimeSpan MonotonicClock { get; }

    /// <summary>As <see cref="MonotonicClock"/>, as fine as the machine allows.</summary>
    TimeSpan HighResMonotonicClock { get; }
}
