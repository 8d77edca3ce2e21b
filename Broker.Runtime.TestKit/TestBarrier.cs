namespace Broker.Runtime.TestKit;

/// <summary>Lets so many threads go on only when all have come.</summary>
/// <param name="testKit">Gives the default time to wait.</param>
/// <param name="count">How many have to come.</param>
/// <param name="defaultTimeout">How long to wait; null: the kit's default timeout.</param>
public class TestBarrier(TestKitBase testKit, int count, TimeSpan? defaultTimeout = null) : IDisposable
{
    private readonly Barrier _barrier = new(count);

    /// <summary>Waits for the others; throws <see cref="TimeoutException"/> when they take too long.</summary>
    public void Await() => Await(defaultTimeout ?? testKit.Dilated(testKit.TestKitSettings.DefaultTimeout));

    /// <summary>Waits for the others; throws <see cref="TimeoutException"/> when they take too long.</summary>
    public void Await(TimeSpan timeout)
    {
        if (!_barrier.SignalAndWait(timeout))
            throw new TimeoutException($"{_barrier.ParticipantsRemaining} of {count} did not come to the barrier within {timeout}.");
    }

    /// <summary>Opens by itself for the next round once all have come, so there is nothing to put back.</summary>
    public void Reset()
    {
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _barrier.Dispose();
        GC.SuppressFinalize(this);
    }
}
