namespace Broker.Runtime.Actor.Internal;

/// <summary>The stash of one incarnation of an actor.</summary>
internal sealed class ActorStash(ActorCell cell, int capacity) : IStash
{
    private readonly LinkedList<Envelope> _envelopes = new();
    private object? _lastStashed;

    public int Count => _envelopes.Count;

    public bool IsEmpty => Count == 0;

    public bool NonEmpty => Count > 0;

    public bool IsFull => capacity >= 0 && Count >= capacity;

    public int Capacity => capacity < 0 ? -1 : capacity;

    public void Stash()
    {
        var message = cell.CurrentMessage ?? throw new IllegalActorStateException("There is no current message to stash.");
        if (ReferenceEquals(message, _lastStashed) && _envelopes.Last is { } last && ReferenceEquals(last.Value.Message, message))
            throw new IllegalActorStateException($"Can't stash the same message {message} more than once.");
        if (IsFull)
            throw new StashOverflowException($"The stash of {cell.Self} has reached its capacity of {capacity} messages; current message: {message}.");
        _envelopes.AddLast(new Envelope(message, cell.CurrentSender));
        _lastStashed = message;
    }

    public void Unstash()
    {
        if (_envelopes.First is not { } first)
            return;
        _envelopes.RemoveFirst();
        PutBack(first.Value);
    }

    public void UnstashAll() => UnstashAll(static _ => true);

    public void UnstashAll(Func<Envelope, bool> predicate)
    {
        for (var node = _envelopes.Last; node is not null; node = node.Previous)
        {
            if (predicate(node.Value))
                PutBack(node.Value);
        }

        _envelopes.Clear();
        _lastStashed = null;
    }

    public IEnumerable<Envelope> ClearStash()
    {
        var all = _envelopes.ToArray();
        _envelopes.Clear();
        _lastStashed = null;
        return all;
    }

    public void Prepend(IEnumerable<Envelope> envelopes)
    {
        foreach (var envelope in envelopes.Reverse())
        {
            if (IsFull)
                throw new StashOverflowException($"The stash of {cell.Self} has reached its capacity of {capacity} messages.");
            _envelopes.AddFirst(envelope);
        }
    }

    private void PutBack(Envelope envelope)
    {
        // A Terminated that was put aside must pass the check for unwatched actors once more.
        if (envelope.Message is Terminated terminated)
            cell.TerminatedIsQueuedAgain(terminated);
        cell.Mailbox.PushFront(envelope);
        _lastStashed = null;
    }
}
