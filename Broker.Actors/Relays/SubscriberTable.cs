using Broker.Protocol.Outbound;

namespace Broker.Actors.Relays;

/// <summary>The subscribers of one topic on one node, and the hot path of the broker: one publication into all their outboxes.</summary>
/// <remarks>
/// <para>One array, walked once. A further subscriber costs one offer of bytes that exist already: no message, no closure, no allocation.</para>
/// <para>Writers are not woken by the offer. An outbox whose writer sleeps says so to whoever offers first, and is noted here; the relay
/// tells itself one message, which queues behind the deliveries that are already in its mailbox, and wakes all noted writers when it
/// comes to it. So a burst of publications becomes few writes on each socket, and a single one waits for nothing.</para>
/// </remarks>
internal sealed class SubscriberTable
{
    public const int NoSlot = -1;

    private readonly List<Outbox> _asleep = [];
    private Subscriber[] _slots = new Subscriber[1];

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
    }

    /// <summary>Offers a publication to everyone; those whose outbox is full or closed are added to a list.</summary>
    public void Offer(EncodedPublication publication, List<Subscriber> unable)
    {
        var slots = _slots.AsSpan(0, Count);
        foreach (var subscriber in slots)
        {
            switch (subscriber.Outbox.Offer(publication.For(subscriber.Format)))
            {
                case OfferResult.Queued:
                    break;
                case OfferResult.WakeNeeded:
                    _asleep.Add(subscriber.Outbox);
                    break;
                default:
                    unable.Add(subscriber);
                    break;
            }
        }
    }

    /// <summary>Wakes the writers of all outboxes that got something since the last time.</summary>
    public void WakeWriters()
    {
        foreach (var outbox in _asleep)
        {
            outbox.Wake();
        }

        _asleep.Clear();
    }
}
