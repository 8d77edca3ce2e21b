using System.Buffers;

namespace Broker.Protocol.Outbound;

/// <summary>The frames that wait for a client some of whose publications may be dropped, oldest first.</summary>
/// <remarks>
/// <para>Pure and not safe for several threads; the outbox has the lock. Nothing is dropped before there is no room for what comes.</para>
/// <para>What is dropped leaves a notice in its place, where the client's format has a word for it. A notice is encoded when the writer takes it, and gives way to
/// a later one of its stream: so there is at most one in front of each run of what was kept, however much was dropped.</para>
/// </remarks>
internal sealed class LossyQueue
{
    private const int FirstSlots = 16;

    // Between the two lie the frames, the notices, and the empty slots of those that were dropped.
    private Slot[] _slots = [];
    private int _head;
    private int _tail;
    private int _notices;

    /// <summary>The number of frames and notices.</summary>
    public int Count { get; private set; }

    /// <summary>Their bytes, with <see cref="Outbox.FrameOverhead"/> for each; a notice costs that only.</summary>
    public int Cost { get; private set; }

    /// <summary>The number of publications that were dropped so far.</summary>
    public long Dropped { get; private set; }

    /// <summary>Appends a frame; with what it is when it may be dropped.</summary>
    public void Append(ReadOnlyMemory<byte> frame, LossyFrame? lossy) => Append(new Slot(frame, lossy, IsNotice: false));

    /// <summary>Drops what may be dropped until the rest costs no more than so much; whether it does.</summary>
    /// <remarks>First of the stream that needs the room, then the oldest of any.</remarks>
    public bool MakeRoom(long cost, LossyStream? stream)
    {
        if (stream is not null)
        {
            for (var i = _head; i < _tail && (stream.KeepsNewest || Cost > cost); i++)
            {
                if (_slots[i].IsDroppable && ReferenceEquals(_slots[i].Lossy!.Stream, stream))
                {
                    Drop(i);
                }
            }
        }

        for (var i = _head; i < _tail && Cost > cost; i++)
        {
            if (_slots[i].IsDroppable)
            {
                Drop(i);
            }
        }

        return Cost <= cost;
    }

    /// <summary>Does without a publication for which there is no room; false when there is not even room to say so.</summary>
    public bool TryForgo(LossyFrame lossy, long maxCost)
    {
        Dropped++;
        if (!lossy.CanBeTold)
        {
            return true;
        }

        RemoveNotice(lossy.Stream, _tail);
        if (Cost + Outbox.FrameOverhead > maxCost)
        {
            return false;
        }

        Append(new Slot(default, lossy, IsNotice: true));
        _notices++;
        return true;
    }

    /// <summary>Takes the oldest out, as many as cost no more than so much, but at least one.</summary>
    public OutboxBatch Take(int maxCost, OutboxClosing? closing)
    {
        ReadOnlyMemory<byte> first = default;
        ReadOnlyMemory<byte>[]? rest = null;
        var (count, cost) = (0, 0);
        for (; _head < _tail; _head++)
        {
            ref var slot = ref _slots[_head];
            if (slot.IsEmpty)
            {
                continue;
            }

            if (count > 0 && cost + slot.Cost > maxCost)
            {
                break;
            }

            var frame = slot.IsNotice ? slot.Lossy!.EncodeLoss() : slot.Frame;
            if (count == 0)
            {
                first = frame;
            }
            else
            {
                // None costs less than the overhead.
                rest ??= ArrayPool<ReadOnlyMemory<byte>>.Shared.Rent(Math.Min(Count, maxCost / Outbox.FrameOverhead));
                rest[count - 1] = frame;
            }

            count++;
            cost += frame.Length + Outbox.FrameOverhead;
            Empty(ref slot);
        }

        if (Count == 0)
        {
            Return();
        }

        return new OutboxBatch(first, rest, count, cost, Count == 0 ? closing : null);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        (Count, Cost, _notices) = (0, 0, 0);
        Return();
    }

    private void Append(in Slot slot)
    {
        if (_tail == _slots.Length)
        {
            Compact();
        }

        _slots[_tail++] = slot;
        Count++;
        Cost += slot.Cost;
    }

    private void Drop(int at)
    {
        ref var slot = ref _slots[at];
        var lossy = slot.Lossy!;
        Empty(ref slot);
        Dropped++;
        if (lossy.CanBeTold)
        {
            RemoveNotice(lossy.Stream, at);
            slot = new Slot(default, lossy, IsNotice: true);
            _notices++;
            Count++;
            Cost += slot.Cost;
        }

        while (_head < _tail && _slots[_head].IsEmpty)
        {
            _head++;
        }
    }

    // Backwards, since it lies just before as long as one stream loses most.
    private void RemoveNotice(LossyStream stream, int before)
    {
        for (var i = before - 1; i >= _head && _notices > 0; i--)
        {
            if (_slots[i].IsNotice && ReferenceEquals(_slots[i].Lossy!.Stream, stream))
            {
                Empty(ref _slots[i]);
                return;
            }
        }
    }

    private void Empty(ref Slot slot)
    {
        Count--;
        Cost -= slot.Cost;
        _notices -= slot.IsNotice ? 1 : 0;
        slot = default;
    }

    // In place while half of it is empty, else into twice as much: so appending costs the same however much is dropped.
    private void Compact()
    {
        var isRoomy = Count <= _slots.Length / 2 && _slots.Length > 0;
        var slots = isRoomy ? _slots : ArrayPool<Slot>.Shared.Rent(Math.Max(FirstSlots, Count * 2));
        var count = 0;
        for (var i = _head; i < _tail; i++)
        {
            if (!_slots[i].IsEmpty)
            {
                slots[count++] = _slots[i];
            }
        }

        if (isRoomy)
        {
            _slots.AsSpan(count, _tail - count).Clear();
        }
        else
        {
            Return();
            _slots = slots;
        }

        (_head, _tail) = (0, count);
    }

    private void Return()
    {
        if (_slots.Length > 0)
        {
            // Cleared, or the pool would keep publications alive.
            ArrayPool<Slot>.Shared.Return(_slots, clearArray: true);
        }

        _slots = [];
        (_head, _tail) = (0, 0);
    }

    private readonly record struct Slot(ReadOnlyMemory<byte> Frame, LossyFrame? Lossy, bool IsNotice)
    {
        // No frame is without bytes.
        public bool IsEmpty => Frame.IsEmpty && !IsNotice;

        public bool IsDroppable => Lossy is not null && !IsNotice;

        public int Cost => IsEmpty ? 0 : Frame.Length + Outbox.FrameOverhead;
    }
}
