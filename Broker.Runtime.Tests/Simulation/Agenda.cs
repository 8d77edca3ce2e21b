namespace EngineTests.Simulation;

/// <summary>What is to happen, in the order of time and then of planning: a binary heap of small keys over a table of entries.</summary>
internal sealed class Agenda
{
    private Key[] _heap = new Key[256];
    private Moment[] _entries = new Moment[256];
    private int[] _free = new int[256];
    private int _freeCount;
    private int _count;
    private long _order;

    public Agenda()
    {
        for (var i = 255; i >= 0; i--)
            _free[_freeCount++] = i;
    }

    /// <summary>The time of the next entry, in ticks; <see cref="long.MaxValue"/> when there is none.</summary>
    public long Next => _count == 0 ? long.MaxValue : _heap[0].At;

    public void Add(long at, in Moment moment)
    {
        if (_freeCount == 0)
            Grow();
        var slot = _free[--_freeCount];
        _entries[slot] = moment;
        var key = new Key(at, _order++, slot);
        var i = _count++;
        while (i > 0)
        {
            var parent = (i - 1) >> 1;
            if (!key.IsBefore(_heap[parent]))
                break;
            _heap[i] = _heap[parent];
            i = parent;
        }

        _heap[i] = key;
    }

    public Moment Take()
    {
        var slot = _heap[0].Slot;
        var moment = _entries[slot];
        _entries[slot] = default;
        _free[_freeCount++] = slot;
        var last = _heap[--_count];
        var i = 0;
        for (var child = 1; child < _count; child = (2 * i) + 1)
        {
            if (child + 1 < _count && _heap[child + 1].IsBefore(_heap[child]))
                child++;
            if (!_heap[child].IsBefore(last))
                break;
            _heap[i] = _heap[child];
            i = child;
        }

        _heap[i] = last;
        return moment;
    }

    private void Grow()
    {
        var size = _entries.Length;
        Array.Resize(ref _entries, size * 2);
        Array.Resize(ref _heap, size * 2);
        Array.Resize(ref _free, size * 2);
        for (var i = (2 * size) - 1; i >= size; i--)
            _free[_freeCount++] = i;
    }

    private readonly record struct Key(long At, long Order, int Slot)
    {
        public bool IsBefore(in Key other) => At < other.At || (At == other.At && Order < other.Order);
    }
}
