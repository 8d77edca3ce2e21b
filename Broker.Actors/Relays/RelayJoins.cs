using System.Diagnostics.CodeAnalysis;
using Broker.Protocol.Publications;

namespace Broker.Actors.Relays;

/// <summary>Those who joined a topic and are not admitted yet, in the order they came.</summary>
internal sealed class RelayJoins<TSubscriber>
    where TSubscriber : class
{
    // Only while somebody waits: most topics have subscribers, and hardly any has one that is not admitted yet.
    private Queue<Waiting>? _waiting;

    public int Count => _waiting?.Count ?? 0;

    /// <summary>One joins who hears what comes after an offset; without one, what comes after the head that the owner will name.</summary>
    public void Add(TSubscriber subscriber, Offset? from, RecoveredRange? range) =>
        (_waiting ??= new Queue<Waiting>()).Enqueue(new Waiting(subscriber, from, range));

    /// <summary>The owner has named its head: those who joined before hear what comes after it.</summary>
    public void Headed(Offset head)
    {
        for (var left = Count; left > 0; left--)
        {
            var waiting = _waiting!.Dequeue();
            _waiting.Enqueue(waiting with { From = waiting.From ?? head });
        }
    }

    /// <summary>The numbers have changed: all wait for the head of the new owner.</summary>
    public void Forget()
    {
        for (var left = Count; left > 0; left--)
        {
            _waiting!.Enqueue(_waiting.Dequeue() with { From = null });
        }
    }

    /// <summary>Takes the next one who hears what comes after an offset, or with <paramref name="onlyInReach"/> off whoever is next.</summary>
    public bool TryTake(Offset reached, bool onlyInReach, [NotNullWhen(true)] out TSubscriber? subscriber, out RecoveredRange? range)
    {
        var first = default(Waiting);
        if (_waiting?.TryPeek(out first) != true || (onlyInReach && !(first.From <= reached)))
        {
            (subscriber, range) = (null, null);
            return false;
        }

        Dequeue();
        (subscriber, range) = (first.Subscriber, first.Range);
        return true;
    }

    public bool Remove(TSubscriber subscriber)
    {
        var found = false;
        for (var left = Count; left > 0; left--)
        {
            var waiting = Dequeue();
            if (!found && ReferenceEquals(waiting.Subscriber, subscriber))
            {
                found = true;
            }
            else
            {
                Add(waiting.Subscriber, waiting.From, waiting.Range);
            }
        }

        return found;
    }

    private Waiting Dequeue()
    {
        var first = _waiting!.Dequeue();
        _waiting = _waiting.Count == 0 ? null : _waiting;
        return first;
    }

    private readonly record struct Waiting(TSubscriber Subscriber, Offset? From, RecoveredRange? Range);
}
