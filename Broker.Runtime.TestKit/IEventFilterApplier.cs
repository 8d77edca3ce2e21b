namespace Broker.Runtime.TestKit;

/// <summary>Expects matching events while a block of the test runs.</summary>
public interface IEventFilterApplier
{
    /// <summary>The block has to cause exactly one matching event.</summary>
    void ExpectOne(Action action, CancellationToken cancellationToken = default);

    /// <summary>The block has to cause exactly one matching event within <paramref name="timeout"/>.</summary>
    void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default);

    /// <summary>The block has to cause exactly so many matching events.</summary>
    void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default);

    /// <summary>The block has to cause exactly so many matching events within <paramref name="timeout"/>.</summary>
    void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default);

    /// <summary>The block has to cause exactly one matching event.</summary>
    Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default);

    /// <summary>The block has to cause exactly so many matching events.</summary>
    Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default);
}
