namespace Broker.Protocol.Limits;

/// <summary>What a user, or all clients of a node, use at the moment. Many connections share it.</summary>
internal sealed class UsageShare(int maxConnections, int maxSubscriptions, in RateSet rates)
{
    private readonly Lock _gate = new();
    private readonly RateSet _rates = rates;
    private int _connections;
    private int _subscriptions;

    /// <summary>When it was last used.</summary>
    public long LastUsed { get; private set; }

    /// <summary>Whether no connection is counted.</summary>
    public bool IsIdle => Volatile.Read(ref _connections) == 0;

    /// <summary>It is used.</summary>
    public void Touch(long now) => LastUsed = now;

    /// <summary>Counts a connection, if there is room.</summary>
    public bool TryConnect() => TryAdd(ref _connections, maxConnections);

    public void Disconnect() => Interlocked.Decrement(ref _connections);

    /// <summary>Counts a subscription, if there is room.</summary>
    public bool TrySubscribe() => TryAdd(ref _subscriptions, maxSubscriptions);

    public void Unsubscribe(int count) => Interlocked.Add(ref _subscriptions, -count);

    /// <summary>Counts one of a rate and says how long to wait before the next.</summary>
    public long Take(Rate rate, double amount, long now)
    {
        var bucket = _rates[rate];
        if (!bucket.IsLimited)
        {
            return 0;
        }

        lock (_gate)
        {
            return bucket.Take(amount, now);
        }
    }

    /// <summary>Whether nothing more of a rate should be taken now.</summary>
    public bool IsInDebt(Rate rate, long now)
    {
        var bucket = _rates[rate];
        if (!bucket.IsLimited)
        {
            return false;
        }

        lock (_gate)
        {
            return bucket.WaitAt(now) > 0;
        }
    }

    private static bool TryAdd(ref int count, int max)
    {
        if (Interlocked.Increment(ref count) <= max || max == 0)
        {
            return true;
        }

        Interlocked.Decrement(ref count);
        return false;
    }
}
