namespace Broker.Runtime.Actor.Internal;

/// <summary>The time range of a supervisor strategy, as the strategies store it.</summary>
internal static class RestartWindow
{
    public static int Milliseconds(TimeSpan? window) =>
        window is not { } range || range == Timeout.InfiniteTimeSpan ? -1 : (int)Math.Min(range.TotalMilliseconds, int.MaxValue);
}
