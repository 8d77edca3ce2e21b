using System.Buffers;
using System.Threading.Tasks.Sources;
using Broker.Protocol.Errors;

namespace Broker.Protocol.Outbound;

/// <summary>The bounded frames that wait for one socket: any number of producers, one writer.</summary>
/// <remarks>
/// <para>Offering never blocks beyond a lock of a few instructions. When there is no room the outbox closes itself: what is queued is
/// dropped and the client is told to come back, so a slow client costs at most its budget.</para>
/// <para>Offering does not wake the writer, it says whether the caller has to, so that a fan-out point can offer a burst to thousands
/// of outboxes and wake each writer once. Whoever is told <see cref="OfferResult.WakeNeeded"/> is the only one who is told.</para>
/// <para>While idle it holds no buffer: the first frame has a slot of its own, further ones live in a pooled array.</para>
/// <para>Publications that may be dropped give way when there is no room, to each other and to what may not be. From the first of them on
/// the frames live in a <see cref="LossyQueue"/>, and the writer gets them in small portions, since what it has is not dropped any more.</para>
/// </remarks>
public sealed class Outbox : IValueTaskSource
{
    /// <summary>What a frame costs beyond its bytes, so that tiny frames are bounded too.</summary>
    public const int FrameOverhead = 32;

    private const int FirstRest = 16;

    // What one write of a client costs that may lose something; not more than half its budget.
    private const int LossyPortion = 16 * 1024;

    private static readonly OutboxClosing Full = new(CloseCode.Slow, "outbox full, come back");

    private readonly Lock _gate = new();
    private readonly int _maxCost;
    private ManualResetValueTaskSourceCore<bool> _signal;
    private ReadOnlyMemory<byte> _first;
    private ReadOnlyMemory<byte>[]? _rest;
    private int _count;
    private int _queuedCost;
    private int _takenCost;
    private bool _parked;
    private bool _wakePromised;
    private long _frames;
    private long _bytes;
    private OutboxClosing? _closing;
    private LossyQueue? _lossy;

    /// <summary>An outbox for at most so many bytes, those that the writer is just writing included.</summary>
    public Outbox(int maxBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxBytes);
        _maxCost = maxBytes;
    }

    /// <summary>The bytes that wait, with <see cref="FrameOverhead"/> for each frame.</summary>
    public int PendingBytes => Volatile.Read(ref _queuedCost) + Volatile.Read(ref _takenCost);

    /// <summary>The number of frames accepted so far.</summary>
    public long AcceptedFrames => Volatile.Read(ref _frames);

    /// <summary>The bytes of the frames accepted so far.</summary>
    public long AcceptedBytes => Volatile.Read(ref _bytes);

    /// <summary>The number of publications that were dropped so far because the client reads too slowly.</summary>
    public long DroppedFrames
    {
        get
        {
            lock (_gate)
            {
                return _lossy?.Dropped ?? 0;
            }
        }
    }

    /// <summary>Why no more frames are taken, or null.</summary>
    public OutboxClosing? Closing => Volatile.Read(ref _closing);

    /// <summary>Queues one complete frame, whose bytes must not change afterwards.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="lossy">What it is, when it may be dropped.</param>
    public OfferResult Offer(ReadOnlyMemory<byte> frame, LossyFrame? lossy = null)
    {
        var cost = (long)frame.Length + FrameOverhead;
        lock (_gate)
        {
            if (_closing is not null)
            {
                return OfferResult.Closed;
            }

            // An empty outbox takes a frame of any size: the limit is for what waits, and sizes are limited where messages enter.
            if (_count + _takenCost == 0 || cost + _queuedCost + _takenCost <= _maxCost || TryMakeRoom(cost, lossy))
            {
                Append(frame, (int)cost, lossy);
                var needed = _parked && !_wakePromised;
                _wakePromised |= needed;
                return needed ? OfferResult.WakeNeeded : OfferResult.Queued;
            }

            if (lossy is not null && TryForgo(lossy))
            {
                return OfferResult.Dropped;
            }

            _closing = Full;
            DropQueued();
        }

        Wake();
        return OfferResult.Overflow;
    }

    /// <summary>Lets the writer go on if it waits; any thread may call this at any time.</summary>
    public void Wake() => Signal(isHere: false);

    /// <summary>The same, and the writer goes on within this call until it has to wait for its socket: for callers that hold no lock.</summary>
    public void WakeHere() => Signal(isHere: true);

    /// <summary>Ends the outbox: what is queued is still written, then the close frame. The first reason stands.</summary>
    public void Close(CloseCode code, string reason)
    {
        lock (_gate)
        {
            if (_closing is not null)
            {
                return;
            }

            _closing = new OutboxClosing(code, reason);
        }

        Wake();
    }

    /// <summary>Ends the outbox as when it is full: what is queued is dropped, and the client is told to come back.</summary>
    public void Overflow()
    {
        lock (_gate)
        {
            if (_closing is not null)
            {
                return;
            }

            _closing = Full;
            DropQueued();
        }

        Wake();
    }

    /// <summary>For the writer only: completes when there is something to take.</summary>
    public ValueTask WaitAsync()
    {
        lock (_gate)
        {
            if (_count > 0 || _closing is not null)
            {
                return ValueTask.CompletedTask;
            }

            _signal.Reset();
            _parked = true;
            return new ValueTask(this, _signal.Version);
        }
    }

    /// <summary>For the writer only: takes everything that waits, or the oldest of what may be dropped. Its bytes count against the limit until released.</summary>
    public OutboxBatch Take()
    {
        lock (_gate)
        {
            if (_lossy is not null)
            {
                return TakePortion(_lossy);
            }

            var batch = new OutboxBatch(_first, _rest, _count, _queuedCost, _closing);
            _takenCost += _queuedCost;
            _first = default;
            _rest = null;
            _count = 0;
            _queuedCost = 0;
            return batch;
        }
    }

    /// <summary>For the writer only: gives a batch back after its bytes were written or dropped.</summary>
    public void Release(in OutboxBatch batch)
    {
        ReturnRest(batch.Rest);
        lock (_gate)
        {
            _takenCost -= batch.Cost;
        }
    }

    /// <inheritdoc/>
    void IValueTaskSource.GetResult(short token) => _signal.GetResult(token);

    /// <inheritdoc/>
    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _signal.GetStatus(token);

    /// <inheritdoc/>
    void IValueTaskSource.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _signal.OnCompleted(continuation, state, token, flags);

    private void Signal(bool isHere)
    {
        lock (_gate)
        {
            if (!_parked)
            {
                return;
            }

            _parked = false;
            _wakePromised = false;
        }

        _signal.RunContinuationsAsynchronously = !isHere;
        _signal.SetResult(true);
    }

    private void Append(ReadOnlyMemory<byte> frame, int cost, LossyFrame? lossy)
    {
        _frames++;
        _bytes += frame.Length;
        if (lossy is not null || _lossy is not null)
        {
            _lossy ??= BecomeLossy();
            _lossy.Append(frame, lossy);
            Follow(_lossy);
            return;
        }

        if (_count == 0)
        {
            _first = frame;
        }
        else
        {
            if (_rest is null || _rest.Length < _count)
            {
                Grow();
            }

            _rest![_count - 1] = frame;
        }

        _count++;
        _queuedCost += cost;
    }

    private LossyQueue BecomeLossy()
    {
        var queue = new LossyQueue();
        for (var i = 0; i < _count; i++)
        {
            queue.Append(i == 0 ? _first : _rest![i - 1], lossy: null);
        }

        ReturnRest(_rest);
        _first = default;
        _rest = null;
        return queue;
    }

    private bool TryMakeRoom(long cost, LossyFrame? lossy)
    {
        if (_lossy is null)
        {
            return false;
        }

        var hasMade = _lossy.MakeRoom(_maxCost - _takenCost - cost, lossy?.Stream);
        Follow(_lossy);

        // As above: nothing else waits, and nothing is being written.
        return hasMade || _count + _takenCost == 0;
    }

    private bool TryForgo(LossyFrame lossy)
    {
        _lossy ??= BecomeLossy();
        var isTold = _lossy.TryForgo(lossy, _maxCost - _takenCost);
        Follow(_lossy);
        return isTold;
    }

    private OutboxBatch TakePortion(LossyQueue lossy)
    {
        var batch = lossy.Take(Math.Min(LossyPortion, _maxCost / 2), _closing);
        _takenCost += batch.Cost;
        Follow(lossy);
        return batch;
    }

    private void Follow(LossyQueue lossy)
    {
        _count = lossy.Count;
        _queuedCost = lossy.Cost;
    }

    private void Grow()
    {
        var larger = ArrayPool<ReadOnlyMemory<byte>>.Shared.Rent(_rest is null ? FirstRest : _rest.Length * 2);
        _rest?.CopyTo(larger, 0);
        ReturnRest(_rest);
        _rest = larger;
    }

    private void DropQueued()
    {
        _lossy?.Clear();
        ReturnRest(_rest);
        _first = default;
        _rest = null;
        _count = 0;
        _queuedCost = 0;
    }

    private static void ReturnRest(ReadOnlyMemory<byte>[]? rest)
    {
        if (rest is not null)
        {
            // Cleared, or the pool would keep publications alive.
            ArrayPool<ReadOnlyMemory<byte>>.Shared.Return(rest, clearArray: true);
        }
    }
}
