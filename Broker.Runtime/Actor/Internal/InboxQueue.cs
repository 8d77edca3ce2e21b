namespace Broker.Runtime.Actor.Internal;

/// <summary>The messages of an inbox and those who wait for one. Bounded: what is too much is refused.</summary>
internal sealed class InboxQueue(int limit)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<object> _messages = [];
    private readonly LinkedList<Waiter> _waiters = [];

    /// <summary>False when the queue is full.</summary>
    public bool TryAdd(object message)
    {
        lock (_lock)
        {
            for (var node = _waiters.First; node is not null; node = node.Next)
            {
                if (!node.Value.Predicate(message))
                    continue;
                _waiters.Remove(node);
                node.Value.Taken.TrySetResult(message);
                return true;
            }

            if (_messages.Count >= limit)
                return false;
            _messages.AddLast(message);
            return true;
        }
    }

    /// <summary>The first message that fits; null when <paramref name="cancellationToken"/> came first.</summary>
    public async Task<object?> TakeAsync(Predicate<object> predicate, CancellationToken cancellationToken)
    {
        Waiter waiter = new(predicate);
        lock (_lock)
        {
            for (var node = _messages.First; node is not null; node = node.Next)
            {
                if (!predicate(node.Value))
                    continue;
                _messages.Remove(node);
                return node.Value;
            }

            _waiters.AddLast(waiter);
        }

        await using var registration = cancellationToken.UnsafeRegister(_ => GiveUp(waiter), null).ConfigureAwait(false);
        return await waiter.Taken.Task.ConfigureAwait(false);
    }

    private void GiveUp(Waiter waiter)
    {
        lock (_lock)
        {
            _waiters.Remove(waiter);
            waiter.Taken.TrySetResult(null);
        }
    }

    private sealed class Waiter(Predicate<object> predicate)
    {
        public Predicate<object> Predicate => predicate;

        public TaskCompletionSource<object?> Taken { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
