using Broker.Runtime.Actor;

namespace Broker.Runtime.TestKit.Events;

/// <summary>Counts matching events of the event stream while a block runs, and until enough have come.</summary>
internal sealed class EventFilterApplier(TestKitBase testKit, ActorSystem system, Type channel, Predicate<object> matches, string description)
    : IEventFilterApplier
{
    public void ExpectOne(Action action, CancellationToken cancellationToken = default) => Expect(1, action, cancellationToken);

    public void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        Expect(1, timeout, action, cancellationToken);

    public void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default) =>
        Expect(expectedCount, testKit.TestKitSettings.TestEventFilterLeeway, action, cancellationToken);

    public void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default)
    {
        using var counter = new Counter(system, channel, matches);
        action();
        Judge(expectedCount, timeout, counter.Wait(expectedCount, testKit.Dilated(timeout), cancellationToken));
    }

    public Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default) =>
        ExpectAsync(1, actionAsync, cancellationToken);

    public async Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default)
    {
        var timeout = testKit.TestKitSettings.TestEventFilterLeeway;
        using var counter = new Counter(system, channel, matches);
        await actionAsync();
        Judge(expectedCount, timeout, counter.Wait(expectedCount, testKit.Dilated(timeout), cancellationToken));
    }

    private void Judge(int expected, TimeSpan timeout, int actual)
    {
        if (actual != expected)
            testKit.FailTest($"Expected {expected} events ({description}) within {timeout}, but {actual} came.");
    }

    private sealed class Counter : IDisposable
    {
        private readonly ActorSystem _system;
        private readonly FilterRef _ref;
        private readonly Lock _gate = new();
        private readonly SemaphoreSlim _came = new(0);
        private int _count;

        public Counter(ActorSystem system, Type channel, Predicate<object> matches)
        {
            _system = system;
            _ref = new FilterRef(((ExtendedActorSystem)system).Provider, published =>
            {
                if (!matches(published))
                    return;
                lock (_gate)
                    _count++;
                _came.Release();
            });
            system.EventStream.Subscribe(_ref, channel);
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
            _came.Dispose();
        }
    }
}
