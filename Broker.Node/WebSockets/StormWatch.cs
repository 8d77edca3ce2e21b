namespace Broker.Node.WebSockets;

/// <summary>Says when most connections have gone and what they used may be given back. Pure; times are milliseconds of a monotonic clock.</summary>
/// <remarks>
/// Their topics rest and end some time after them, so it speaks when so much time has passed since they left. It speaks once for each storm:
/// what is connected then is what the next fall is measured by.
/// </remarks>
/// <param name="after">How long after most have gone; zero for never.</param>
internal sealed class StormWatch(TimeSpan after)
{
    /// <summary>How many must have gone: fewer leave nothing that anyone would miss.</summary>
    public const int Many = 1000;

    private int _most;
    private long? _fellAtMs;

    /// <summary>Looks at how many connections there are.</summary>
    public bool IsOver(int connections, long nowMs)
    {
        _most = Math.Max(_most, connections);
        if (after == TimeSpan.Zero || _most - connections < Many || connections > _most / 4)
        {
            _fellAtMs = null;
            return false;
        }

        _fellAtMs ??= nowMs;
        if (nowMs - _fellAtMs < after.TotalMilliseconds)
        {
            return false;
        }

        _most = connections;
        _fellAtMs = null;
        return true;
    }
}
