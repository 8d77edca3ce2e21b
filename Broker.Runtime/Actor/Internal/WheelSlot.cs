namespace Broker.Runtime.Actor.Internal;

/// <summary>All entries of a wheel that are due at ticks with the same remainder; a list from which each can be taken at once.</summary>
internal sealed class WheelSlot
{
    private readonly Lock _gate = new();
    private WheelEntry? _first;

    public void Add(WheelEntry entry)
    {
        lock (_gate)
        {
            entry.Slot = this;
            entry.Previous = null;
            entry.Next = _first;
            if (_first is not null)
                _first.Previous = entry;
            _first = entry;
        }
    }

    /// <summary>False when the entry was not here any more.</summary>
    public bool Remove(WheelEntry entry)
    {
        lock (_gate)
        {
            if (entry.Slot != this)
                return false;
            Unlink(entry);
            return true;
        }
    }

    /// <summary>Moves what is due to <paramref name="due"/>.</summary>
    public void TakeDue(long tick, List<WheelEntry> due)
    {
        lock (_gate)
        {
            var entry = _first;
            while (entry is not null)
            {
                var next = entry.Next;
                if (entry.Tick <= tick)
                {
                    Unlink(entry);
                    due.Add(entry);
                }

                entry = next;
            }
        }
    }

    private void Unlink(WheelEntry entry)
    {
        if (entry.Previous is null)
            _first = entry.Next;
        else
            entry.Previous.Next = entry.Next;
        if (entry.Next is not null)
            entry.Next.Previous = entry.Previous;
        entry.Next = entry.Previous = null;
        entry.Slot = null;
    }
}
