namespace Broker.Testing.Nemesis;

/// <summary>Lets time pass: traffic and faults are made by time, not by events.</summary>
internal static class Pause
{
    /// <summary>Ends early, without an exception, when asked to.</summary>
    public static async Task ForAsync(TimeSpan time, CancellationToken stop = default)
    {
        try
        {
            await Task.Delay(time, TimeProvider.System, stop);
        }
        catch (OperationCanceledException)
        {
            // That is the early end.
        }
    }
}
