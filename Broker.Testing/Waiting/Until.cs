using System.Diagnostics;

namespace Broker.Testing.Waiting;

/// <summary>The one place that polls, for conditions outside this process that announce themselves by no event.</summary>
public static class Until
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);

    /// <summary>Asks again and again until the condition holds, and returns how long that took.</summary>
    /// <param name="condition">What must become true. Exceptions of it are failures, not "not yet".</param>
    /// <param name="what">Ends the sentence "Still missing after 20 s: …".</param>
    /// <param name="deadline">Default: <see cref="Deadline.Step"/>.</param>
    public static async Task<TimeSpan> TrueAsync(Func<Task<bool>> condition, string what, TimeSpan? deadline = null)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var limit = deadline ?? Deadline.Step;
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Interval);
        while (!await condition())
        {
            if (watch.Elapsed > limit)
            {
                throw new TimeoutException($"Still missing after {limit.TotalSeconds:0.#} s: {what}");
            }

            await timer.WaitForNextTickAsync();
        }

        return watch.Elapsed;
    }
}
