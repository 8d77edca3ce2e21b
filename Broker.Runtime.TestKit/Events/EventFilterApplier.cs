using Broker.Runtime.Actor;

namespace Broker.Runtime.TestKit.Events;

/// <summary>Counts matching events of the event stream while a block runs, and until enough have come.</summary>
internal sealed class EventFilterApplier(
    TestKitBase testKit, ActorSystem system, (Type Type, Predicate<object> Matches)[] channels, string description) : IEventFilterApplier
{
    public EventFilterFactory And => new(testKit, system, this);

    public (Type Type, Predicate<object> Matches)[] Channels => channels;

    public string Description => description;

    private TimeSpan Leeway => testKit.TestKitSettings.TestEventFilterLeeway;

    public void ExpectOne(Action action, CancellationToken cancellationToken = default) => Expect(1, action, cancellationToken);

    public void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        Expect(1, timeout, action, cancellationToken);

    public void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default) =>
        Expect(expectedCount, Leeway, action, cancellationToken);

    public void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        Expect(
            expectedCount,
            timeout,
            () =>
            {
                action();
                return true;
            },
            cancellationToken);

    public T ExpectOne<T>(Func<T> func, CancellationToken cancellationToken = default) => Expect(1, Leeway, func, cancellationToken);

    public T ExpectOne<T>(TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default) => Expect(1, timeout, func, cancellationToken);

    public T Expect<T>(int expectedCount, Func<T> func, CancellationToken cancellationToken = default) =>
        Expect(expectedCount, Leeway, func, cancellationToken);

    public T Expect<T>(int expectedCount, TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default)
    {
        using var counter = new Counter(system, channels);
        var result = func();
        Judge(expectedCount, timeout, counter.Wait(expectedCount, testKit.Dilated(timeout), cancellationToken));
        return result;
    }

    public Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default) =>
        ExpectAsync(1, Leeway, actionAsync, cancellationToken);

    public Task ExpectOneAsync(TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) =>
        ExpectAsync(1, timeout, action, cancellationToken);

    public Task<T> ExpectOneAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default) => ExpectAsync(1, Leeway, func, cancellationToken);

    public Task<T> ExpectOneAsync<T>(TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        ExpectAsync(1, timeout, func, cancellationToken);

    public Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default) =>
        ExpectAsync(expectedCount, Leeway, actionAsync, cancellationToken);

    public Task ExpectAsync(int expectedCount, Func<Task> actionAsync, TimeSpan? timeout, CancellationToken cancellationToken = default) =>
        ExpectAsync(expectedCount, timeout ?? Leeway, actionAsync, cancellationToken);

    public Task ExpectAsync(int expectedCount, TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) =>
        ExpectAsync(
            expectedCount,
            timeout,
            async () =>
            {
                await action();
                return true;
            },
            cancellationToken);

    public Task<T> ExpectAsync<T>(int expectedCount, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        ExpectAsync(expectedCount, Leeway, func, cancellationToken);

    public async Task<T> ExpectAsync<T>(int expectedCount, TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default)
    {
        using var counter = new Counter(system, channels);
        var result = await func();
        Judge(expectedCount, timeout, counter.Wait(expectedCount, testKit.Dilated(timeout), cancellationToken));
        return result;
    }

    public IUnmutableFilter Mute() => new ChannelFilter(system, channels);

    public void Mute(Action action, CancellationToken cancellationToken = default)
    {
        using var muted = Mute();
        action();
    }

    public T Mute<T>(Func<T> func, CancellationToken cancellationToken = default)
    {
        using var muted = Mute();
        return func();
    }

    public async Task MuteAsync(Func<Task> action, CancellationToken cancellationToken = default)
    {
        using var muted = Mute();
        await action();
    }

    public async Task<T> MuteAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default)
    {
        using var muted = Mute();
        return await func();
    }

    private void Judge(int expected, TimeSpan timeout, int actual)
    {
        if (actual != expected)
            testKit.FailTest($"Expected {expected} events ({description}) within {timeout}, but {actual} came.");
    }

    private sealed class Counter : IDisposable
    {
        private readonly ActorSystem _system;
        private readonly ChannelFilter _filter;
        private readonly FilterRef _ref;
        private readonly Lock _gate = new();
        private readonly SemaphoreSlim _came = new(0);
        private int _count;

        public Counter(ActorSystem system, (Type Type, Predicate<object> Matches)[] channels)
        {
            _system = system;
            _filter = new ChannelFilter(system, channels);
            _ref = new FilterRef(((ExtendedActorSystem)system).Provider, published =>
            {
                if (!_filter.Matches(published))
                    return;
                lock (_gate)
                    _count++;
                _came.Release();
            });
            foreach (var channel in channels)
                system.EventStream.Subscribe(_ref, channel.Type);
        }

        public int Wait(int expected, TimeSpan timeout, CancellationToken cancellationToken)
        {
            var end = TestKitBase.Now + timeout;
            for (var seen = 0; seen < expected; seen++)
            {
                var remaining = end - TestKitBase.Now;
                if (!_came.Wait(remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero, cancellationToken))
                    break;
            }

            lock (_gate)
                return _count;
        }

        public void Dispose()
        {
            _system.EventStream.Unsubscribe(_ref);
            _filter.Dispose();
            _came.Dispose();
        }
    }
}
