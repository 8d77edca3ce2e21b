using System.Diagnostics;

namespace Broker.Bench.Load;

/// <summary>The generator's clock, in nanoseconds.</summary>
internal static class LoadClock
{
    public static long Now => (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));

    public static long Of(TimeSpan time) => (long)time.TotalNanoseconds;
}
