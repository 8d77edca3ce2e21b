using Broker.Actors.Keepers;
using Broker.Actors.Publishing;
using Broker.Protocol.Publications;

namespace Broker.Actors.Topics;

/// <summary>What a topic remembers of one publisher: the places of its recent publishes, until it says that they are settled.</summary>
/// <remarks>
/// A publisher has few publishes that are not settled, so this holds one or two entries. The limit matters only when one answer was lost
/// and the publisher went on: what was forgotten under the limit is answered "unknown", never numbered again.
/// </remarks>
internal sealed class PublisherRecord(PublisherId publisher)
{
    private const int MaxEntries = 256;

    private KeptPlace[] _entries = new KeptPlace[1];
    private int _count;

    public PublisherId Publisher { get; } = publisher;

    /// <summary>When it last published; records are kept in this order.</summary>
    public long LastUsed { get; set; }

    /// <summary>Below this everything is settled.</summary>
    public PublishSequence Floor { get; private set; }

    /// <summary>Through this, what is not here was forgotten under the limit.</summary>
    public PublishSequence ForgottenThrough { get; private set; }

    public bool TryFind(PublishSequence sequence, out Offset offset)
    {
        for (var i = _count - 1; i >= 0; i--)
        {
            if (_entries[i].Sequence == sequence)
            {
                offset = _entries[i].Offset;
                return true;
            }
        }

        offset = Offset.Zero;
        return false;
    }

    /// <summary>Whether a publish was accepted here, as far as is remembered.</summary>
    public bool HasSeen(PublishSequence sequence) =>
        sequence < Floor || sequence <= ForgottenThrough || TryFind(sequence, out _);

    public void Add(PublishSequence sequence, Offset offset)
    {
        if (_count == MaxEntries)
        {
            ForgetOldest();
        }

        if (_count == _entries.Length)
        {
            Array.Resize(ref _entries, _entries.Length * 2);
        }

        _entries[_count++] = new KeptPlace(sequence, offset);
    }

    /// <summary>Drops what the publisher says is settled.</summary>
    public void RaiseFloor(PublishSequence floor)
    {
        if (floor <= Floor)
        {
            return;
        }

        Floor = floor;
        var kept = 0;
        for (var i = 0; i < _count; i++)
        {
            if (_entries[i].Sequence >= floor)
            {
                _entries[kept++] = _entries[i];
            }
        }

        _count = kept;
    }

    /// <summary>What a successor has to know.</summary>
    public KeptPublisher ToKept() => new(Publisher, LastUsed, Floor, ForgottenThrough, _entries[.._count]);

    /// <summary>What a predecessor knew.</summary>
    public static PublisherRecord From(KeptPublisher kept)
    {
        var record = new PublisherRecord(kept.Publisher)
        {
            LastUsed = kept.LastUsed,
            Floor = kept.Floor,
            ForgottenThrough = kept.ForgottenThrough,
        };
        foreach (var place in kept.Places)
        {
            record.Add(place.Sequence, place.Offset);
        }

        return record;
    }

    private void ForgetOldest()
    {
        if (_entries[0].Sequence > ForgottenThrough)
        {
            ForgottenThrough = _entries[0].Sequence;
        }

        _count--;
        Array.Copy(_entries, 1, _entries, 0, _count);
    }
}
