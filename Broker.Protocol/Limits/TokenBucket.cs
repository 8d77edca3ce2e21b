namespace Broker.Protocol.Limits;

/// <summary>A rate: so many a second, and what was saved up of it in quiet times.</summary>
/// <remarks>
/// Pure; times are milliseconds of any steady clock. What is taken is always given, into debt if need be, and the answer says how long to take
/// nothing more: who reads from a socket can wait, and has then lost nothing.
/// </remarks>
public sealed class TokenBucket
{
    private readonly double _perMs;
    private readonly double _burst;
    private double _level;
    private long _at;

    /// <summary>A full bucket.</summary>
    /// <param name="perSecond">The rate; 0 for no limit.</param>
    /// <param name="burst">How much of quiet time counts.</param>
    /// <param name="now">The time.</param>
    public TokenBucket(double perSecond, TimeSpan burst, long now)
    {
        _perMs = perSecond / 1000;
        _burst = Math.Max(1, perSecond * burst.TotalSeconds);
        _level = _burst;
        _at = now;
    }

    /// <summary>Whether there is a limit at all.</summary>
    public bool IsLimited => _perMs > 0;

    /// <summary>Takes some, and says for how many milliseconds nothing more should be taken.</summary>
    public long Take(double amount, long now)
    {
        if (!IsLimited)
        {
            return 0;
        }

        Fill(now);
        _level -= amount;
        return Wait();
    }

    /// <summary>For how many milliseconds nothing should be taken.</summary>
    public long WaitAt(long now)
    {
        if (!IsLimited)
        {
            return 0;
        }

        Fill(now);
        return Wait();
    }

    private long Wait() => _level >= 0 ? 0 : (long)Math.Ceiling(-_level / _perMs);

    private void Fill(long now)
    {
        // A clock read on another processor may be a little behind.
        if (now > _at)
        {
            _level = Math.Min(_burst, _level + ((now - _at) * _perMs));
            _at = now;
        }
    }
}
