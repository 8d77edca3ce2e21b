using System.Diagnostics.CodeAnalysis;

namespace Broker.Runtime.TestKit.Inbox;

/// <summary>The messages of a test actor that the test has not looked at yet; many writers, one reader.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A semaphore whose wait handle nobody asks for holds nothing.")]
internal sealed class MessageInbox
{
    private readonly Lock _gate = new();
    private readonly Queue<MessageEnvelope> _messages = new();
    private readonly SemaphoreSlim _available = new(0);

    /// <summary>The number of messages that wait.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _messages.Count;
        }
    }

    public void Add(MessageEnvelope envelope)
    {
        lock (_gate)
            _messages.Enqueue(envelope);
        _available.Release();
    }

    /// <summary>Takes the next message, waiting for it; null when the time is over.</summary>
    public MessageEnvelope? Take(TimeSpan max, CancellationToken cancellationToken) =>
        _available.Wait(Bounded(max), cancellationToken) ? Dequeue() : null;

    /// <inheritdoc cref="Take" />
    public async ValueTask<MessageEnvelope?> TakeAsync(TimeSpan max, CancellationToken cancellationToken) =>
        await _available.WaitAsync(Bounded(max), cancellationToken) ? Dequeue() : null;

    /// <summary>Looks at the next message without taking it, waiting for it; null when the time is over.</summary>
    public MessageEnvelope? Peek(TimeSpan max, CancellationToken cancellationToken) =>
        _available.Wait(Bounded(max), cancellationToken) ? PeekAndGiveBack() : null;

    /// <inheritdoc cref="Peek" />
    public async ValueTask<MessageEnvelope?> PeekAsync(TimeSpan max, CancellationToken cancellationToken) =>
        await _available.WaitAsync(Bounded(max), cancellationToken) ? PeekAndGiveBack() : null;

    private static TimeSpan Bounded(TimeSpan max) =>
        max == Timeout.InfiniteTimeSpan || max.TotalMilliseconds > int.MaxValue ? Timeout.InfiniteTimeSpan
        : max < TimeSpan.Zero ? TimeSpan.Zero
        : max;

    private MessageEnvelope Dequeue()
    {
        lock (_gate)
            return _messages.Dequeue();
    }

    private MessageEnvelope PeekAndGiveBack()
    {
        MessageEnvelope envelope;
        lock (_gate)
            envelope = _messages.Peek();
        _available.Release();
        return envelope;
    }
}
