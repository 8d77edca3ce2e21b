namespace Broker.Actors.Hosting;

/// <summary>The time as the pure cores take it: milliseconds of a clock that is never set, and the date for clients.</summary>
public sealed class SteadyClock(TimeProvider provider)
{
    public TimeProvider Provider => provider;

    /// <summary>Milliseconds since an arbitrary moment.</summary>
    public long Now => provider.GetTimestamp() / (provider.TimestampFrequency / 1000);

    /// <summary>Milliseconds since 1970-01-01 UTC.</summary>
    public long UnixMs => provider.GetUtcNow().ToUnixTimeMilliseconds();
}
