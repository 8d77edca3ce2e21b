using Broker.Tests.Topics.Simulation.Nodes;

namespace Broker.Tests.Topics.Simulation.Time;

/// <summary>Virtual time: events in the order they are due and, among those of one millisecond, in the order they were made.</summary>
/// <remarks>
/// A heap with four children for each entry, over numbers that hold both time and order; the events themselves don't move. A history has
/// some hundred thousand of them, so this decides what a history costs.
/// </remarks>
internal sealed class EventQueue
{
    private const int Children = 4;
    private const int OrderBits = 40;

    private long[] _keys = new long[512];
    private int[] _slots = new int[512];
    private SimulatedEvent[] _events = new SimulatedEvent[512];
    private int[] _free = new int[512];
    private int _freeCount;
    private int _used;
    private int _count;
    private long _order;

    /// <summary>Milliseconds since the beginning.</summary>
    public long Now { get; private set; }

    /// <summary>The events that were taken so far.</summary>
    public long Taken { get; private set; }

    public void Add(long at, SimulatedActor target, SimulatedActor? from, object? message, int connection)
    {
        if (_count == _keys.Length)
        {
            Grow();
        }

        var slot = _freeCount > 0 ? _free[--_freeCount] : _used++;
        _events[slot] = new SimulatedEvent(target, from, message, connection);
        var key = (Math.Max(at, Now) << OrderBits) | _order++;
        var index = _count++;
        while (index > 0)
        {
            var parent = (index - 1) / Children;
            if (_keys[parent] <= key)
            {
                break;
            }

            _keys[index] = _keys[parent];
            _slots[index] = _slots[parent];
            index = parent;
        }

        _keys[index] = key;
        _slots[index] = slot;
    }

    /// <summary>Takes the next event and moves the time there; false when there is none until the end.</summary>
    public bool TryTake(long end, out SimulatedEvent next)
    {
        if (_count == 0 || _keys[0] >> OrderBits > end)
        {
            Now = end;
            next = default;
            return false;
        }

        Now = _keys[0] >> OrderBits;
        Taken++;
        var slot = _slots[0];
        next = _events[slot];
        _events[slot] = default;
        _free[_freeCount++] = slot;
        if (--_count > 0)
        {
            Sink(_keys[_count], _slots[_count]);
        }

        return true;
    }

    private void Sink(long key, int slot)
    {
        var index = 0;
        while (true)
        {
            var first = (index * Children) + 1;
            if (first >= _count)
            {
                break;
            }

            var least = first;
            var last = Math.Min(first + Children, _count);
            for (var child = first + 1; child < last; child++)
            {
                if (_keys[child] < _keys[least])
                {
                    least = child;
                }
            }

            if (_keys[least] >= key)
            {
                break;
            }

            _keys[index] = _keys[least];
            _slots[index] = _slots[least];
            index = least;
        }

        _keys[index] = key;
        _slots[index] = slot;
    }

    private void Grow()
    {
        var size = _count * 2;
        Array.Resize(ref _keys, size);
        Array.Resize(ref _slots, size);
        Array.Resize(ref _events, size);
        Array.Resize(ref _free, size);
    }
}
