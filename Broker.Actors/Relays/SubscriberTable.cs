using Broker.Protocol.Outbound;

namespace Broker.Actors.Relays;

/// <summary>Those who hear one topic on one node, and the hot path of the broker: one publication into all their outboxes.</summary>
/// <remarks>
/// <para>Arrays, walked once: the subscribers by name, and the audience of each filter that matches. A further one costs one offer of bytes that
/// exist already: no message, no closure, no allocation.</para>
/// <para>Only when somebody may hear the topic in several ways, all are put together into one array without repeats, when one of the arrays
/// has changed and not for each publication.</para>
/// <para>Writers are not woken by the offer. An outbox whose writer sleeps says so to whoever offers first, and is noted here; the relay
/// tells itself one message, which queues behind the deliveries that are already in its mailbox, and wakes all noted writers when it
/// comes to it. So a burst of publications becomes few writes on each socket, and a single one waits for nothing.</para>
/// </remarks>
internal sealed class SubscriberTable(bool mergesOverlaps = true)
{
    public const int NoSlot = -1;

    private const int FewWriters = 4;

    private readonly List<Outbox> _asleep = [];
    private Subscriber[] _slots = new Subscriber[1];
    private FilterAudience<FilterSubscriber>[] _audiences = [];
    private AudienceSnapshot<FilterSubscriber>[] _seen = [];
    private Hearer[]? _merged;
    private int _overlapping;
    private bool _hasChanged;

    /// <summary>The subscribers by name.</summary>
    public int Count { get; private set; }

    /// <summary>Whether <see cref="WakeWriters"/> has something to do.</summary>
    public bool HasSleepers => _asleep.Count > 0;

    public Subscriber this[int slot] => _slots[slot];

    public void Add(Subscriber subscriber)
    {
        if (Count == _slots.Length)
        {
            Array.Resize(ref _slots, Count * 2);
        }

        subscriber.Slot = Count;
        _slots[Count++] = subscriber;
        _overlapping += subscriber.MayOverlap ? 1 : 0;
        _hasChanged = true;
    }

    /// <summary>Takes a subscriber out; the last one moves to its slot.</summary>
    public void Remove(Subscriber subscriber)
    {
        var last = _slots[--Count];
        _slots[Count] = null!;
        if (!ReferenceEquals(last, subscriber))
        {
            _slots[subscriber.Slot] = last;
            last.Slot = subscriber.Slot;
        }

        subscriber.Slot = NoSlot;
        _overlapping -= subscriber.MayOverlap ? 1 : 0;
        _hasChanged = true;
    }

    public void Attach(FilterAudience<FilterSubscriber> audience)
    {
        _audiences = [.. _audiences, audience];
        _seen = [.. _seen, AudienceSnapshot<FilterSubscriber>.Empty];
        _hasChanged = true;
    }

    public void Detach(FilterAudience<FilterSubscriber> audience)
    {
        var at = Array.IndexOf(_audiences, audience);
        if (at >= 0)
        {
            _audiences = [.. _audiences[..at], .. _audiences[(at + 1)..]];
            _seen = [.. _seen[..at], .. _seen[(at + 1)..]];
            _hasChanged = true;
        }
    }

    /// <summary>Offers a publication to everyone; those by name whose outbox is full or closed are added to a list.</summary>
    /// <returns>How many took it.</returns>
    public int Offer(EncodedPublication publication, List<Hearer> unable)
    {
        Refresh();
        if (_merged is not null)
        {
            return Offer(_merged, publication, unable);
        }

        var taken = Offer(ReadOnlySpan<Hearer>.CastUp<Subscriber>(_slots.AsSpan(0, Count)), publication, unable);
        foreach (var audience in _seen)
        {
            taken += Offer(ReadOnlySpan<Hearer>.CastUp(audience.Members), publication, unable);
        }

        return taken;
    }

    /// <summary>Fills a list with everyone, each connection once.</summary>
    public void ListAll(List<Hearer> into)
    {
        Refresh();
        into.Clear();
        if (_merged is not null)
        {
            into.AddRange(_merged);
            return;
        }

        into.AddRange(_slots.AsSpan(0, Count).ToArray());
        foreach (var audience in _seen)
        {
            into.AddRange(audience.Members.ToArray());
        }
    }

    /// <summary>Notes an outbox that was offered something beside a publication.</summary>
    public void Note(Outbox asleep) => _asleep.Add(asleep);

    /// <summary>Wakes the writers of all outboxes that got something since the last time.</summary>
    public void WakeWriters()
    {
        // A few write here and now. Many are shared with other threads, or the topic would have but one.
        var areFew = _asleep.Count <= FewWriters;
        foreach (var outbox in _asleep)
        {
            if (areFew)
            {
                outbox.WakeHere();
            }
            else
            {
                outbox.Wake();
            }
        }

        _asleep.Clear();
    }

    private int Offer(ReadOnlySpan<Hearer> hearers, EncodedPublication publication, List<Hearer> unable)
    {
        var taken = hearers.Length;
        foreach (var hearer in hearers)
        {
            if (hearer.HasLeft)
            {
                taken--;
                continue;
            }

            switch (publication.OfferTo(hearer.Outbox, hearer.Format))
            {
                case OfferResult.Queued:
                    break;
                case OfferResult.WakeNeeded:
                    _asleep.Add(hearer.Outbox);
                    break;
                case OfferResult.Dropped:
                    taken--;
                    break;
                case OfferResult.Closed when hearer is FilterSubscriber:
                    taken--;
                    break;
                default:
                    taken--;
                    unable.Add(hearer);
                    break;
            }
        }

        return taken;
    }

    // What audiences have become since the last publication: a comparison for each, while nothing has changed.
    private void Refresh()
    {
        for (var i = 0; i < _audiences.Length; i++)
        {
            var now = _audiences[i].Snapshot;
            if (!ReferenceEquals(now, _seen[i]))
            {
                _seen[i] = now;
                _hasChanged = true;
            }
        }

        if (_hasChanged)
        {
            _hasChanged = false;
            _merged = MayOverlap() ? Merge() : null;
        }
    }

    private bool MayOverlap() =>
        mergesOverlaps && _seen.Length > 0 && (_overlapping > 0 || Array.Exists(_seen, static audience => audience.MayOverlap));

    private Hearer[] Merge()
    {
        var known = new HashSet<Outbox>();
        var merged = new List<Hearer>(Count);
        Merge(ReadOnlySpan<Hearer>.CastUp<Subscriber>(_slots.AsSpan(0, Count)), known, merged);
        foreach (var audience in _seen)
        {
            Merge(ReadOnlySpan<Hearer>.CastUp(audience.Members), known, merged);
        }

        return [.. merged];
    }

    private static void Merge(ReadOnlySpan<Hearer> hearers, HashSet<Outbox> known, List<Hearer> merged)
    {
        foreach (var hearer in hearers)
        {
            if (!hearer.HasLeft && known.Add(hearer.Outbox))
            {
                merged.Add(hearer);
            }
        }
    }
}
