using System.Diagnostics;

namespace Broker.Testing.Nemesis;

/// <summary>Time since the start of a run.</summary>
public sealed class RunClock
{
    private readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>Now.</summary>
    public TimeSpan Now => Stopwatch.GetElapsedTime(_start);

    /// <summary>The time of a stamp of <see cref="Stopwatch"/>.</summary>
    public TimeSpan At(long timestamp) => Stopwatch.GetElapsedTime(_start, timestamp);
}
