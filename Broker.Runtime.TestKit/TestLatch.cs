namespace Broker.Runtime.TestKit;

/// <summary>A count that tests wait for until it has come down to zero.</summary>
public class TestLatch : IDisposable
{
    private readonly CountdownEvent _count;
    private readonly TimeSpan _defaultTimeout;

    /// <summary>A latch of one.</summary>
    public TestLatch()
        : this(1)
    {
    }

    /// <summary>A latch of <paramref name="count"/>.</summary>
    public TestLatch(int count)
        : this(count, TimeSpan.FromSeconds(5))
    {
    }

    /// <summary>A latch of <paramref name="count"/> that is waited for as long as <paramref name="defaultTimeout"/>.</summary>
    public TestLatch(int count, TimeSpan defaultTimeout)
    {
        _count = new CountdownEvent(count);
        _defaultTimeout = defaultTimeout;
    }

    /// <summary>True once the count is zero.</summary>
    public bool IsOpen => _count.IsSet;

    /// <summary>Takes one off.</summary>
    public void CountDown() => _count.Signal();

    /// <summary>Sets the count to zero.</summary>
    public void Open()
    {
        while (!_count.IsSet)
            _count.Signal();
    }

    /// <summary>Waits; throws <see cref="TimeoutException"/> when it takes too long.</summary>
    public void Ready(TimeSpan timeout)
    {
        if (!_count.Wait(timeout))
            throw new TimeoutException($"The latch did not open within {timeout}; {_count.CurrentCount} of {_count.InitialCount} are missing.");
    }

    /// <summary>Waits as long as the default timeout.</summary>
    public void Ready() => Ready(_defaultTimeout);

    /// <summary>Starts again with the first count.</summary>
    public void Reset() => _count.Reset();

    /// <inheritdoc />
    public void Dispose()
    {
        _count.Dispose();
        GC.SuppressFinalize(this);
    }
}
