namespace Broker.Runtime.TestKit;

/// <summary>Expects matching events while a block of the test runs.</summary>
public interface IEventFilterApplier
{
    /// <summary>Adds further events: those of either description count.</summary>
    EventFilterFactory And { get; }

    /// <summary>The block has to cause exactly one matching event.</summary>
    void ExpectOne(Action action, CancellationToken cancellationToken = default);

    /// <summary>The block has to cause exactly one matching event within <paramref name="timeout"/>.</summary>
    void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default);

    /// <summary>The block has to cause exactly so many matching events.</summary>
    void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default);

    /// <summary>The block has to cause exactly so many matching events within <paramref name="timeout"/>.</summary>
    void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default);

    /// <summary>The block has to cause exactly one matching event; gives its result.</summary>
    T ExpectOne<T>(Func<T> func, CancellationToken cancellationToken = default);

    /// <summary>The block has to cause exactly one matching event within <paramref name="timeout"/>; gives its result.</summary>
    T ExpectOne<T>(TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default);

    /// <summary>The block has to cause exactly so many matching events; gives its result.</summary>
    T Expect<T>(int expectedCount, Func<T> func, CancellationToken cancellationToken = default);

    /// <summary>The block has to cause exactly so many matching events within <paramref name="timeout"/>; gives its result.</summary>
    T Expect<T>(int expectedCount, TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default);

    /// <summary>The block has to cause exactly one matching event.</summary>
    Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default);

    /// <summary>The block has to cause exactly one matching event within <paramref name="timeout"/>.</summary>
    Task ExpectOneAsync(TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default);

    /// <summary>The block has to cause exactly one matching event; gives its result.</summary>
    Task<T> ExpectOneAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default);

    /// <summary>The block has to cause exactly one matching event within <paramref name="timeout"/>; gives its result.</summary>
    Task<T> ExpectOneAsync<T>(TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default);

    /// <summary>The block has to cause exactly so many matching events.</summary>
    Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default);

    /// <summary>The block has to cause exactly so many matching events within <paramref name="timeout"/>.</summary>
    Task ExpectAsync(int expectedCount, Func<Task> actionAsync, TimeSpan? timeout, CancellationToken cancellationToken = default);

    /// <summary>The block has to cause exactly so many matching events within <paramref name="timeout"/>.</summary>
    Task ExpectAsync(int expectedCount, TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default);

    /// <summary>The block has to cause exactly so many matching events; gives its result.</summary>
    Task<T> ExpectAsync<T>(int expectedCount, Func<Task<T>> func, CancellationToken cancellationToken = default);

    /// <summary>The block has to cause exactly so many matching events within <paramref name="timeout"/>; gives its result.</summary>
    Task<T> ExpectAsync<T>(int expectedCount, TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default);

    /// <summary>Hides matching events from <see cref="TestEventListener"/> until the result is disposed.</summary>
    IUnmutableFilter Mute();

    /// <summary>Runs a block whose matching events do not matter: <see cref="TestEventListener"/> does not show them.</summary>
    void Mute(Action action, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="Mute(Action, CancellationToken)" />
    T Mute<T>(Func<T> func, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="Mute(Action, CancellationToken)" />
    Task MuteAsync(Func<Task> action, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="Mute(Action, CancellationToken)" />
    Task<T> MuteAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default);
}
