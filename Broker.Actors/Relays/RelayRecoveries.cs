using Broker.Actors.Deliveries;
using Broker.Actors.Topics;
using Broker.Protocol.Publications;

namespace Broker.Actors.Relays;

/// <summary>Those who come back to a topic with a position, and what they missed: fetched in rounds, one round for all who wait.</summary>
/// <remarks>
/// A round fetches from the lowest of their positions to where the relay was when it began; what the relay emits meanwhile is kept beside it.
/// So a topic that never rests can't keep a round from ending. What would be more than the bounds is not recovered.
/// </remarks>
internal sealed class RelayRecoveries<TSubscriber>(RelayOptions options)
    where TSubscriber : class
{
    private readonly List<Waiting> _waiting = [];
    private readonly List<Waiting> _active = [];
    private readonly List<Publication> _range = [];
    private readonly List<Publication> _live = [];
    private Epoch _epoch;
    private Offset _target;
    private long _bytes;

    public int Count => _waiting.Count + _active.Count;

    /// <summary>What has come of those who need not wait any more; whoever takes it clears it.</summary>
    public List<RecoveryOutcome<TSubscriber>> Done { get; } = [];

    /// <summary>Whether a round is on.</summary>
    public bool IsOn => _active.Count > 0;

    /// <summary>The first offset of the fetch that is out; null when none is.</summary>
    public Offset? FetchFrom { get; private set; }

    /// <summary>When that fetch is given up.</summary>
    public long Deadline { get; private set; }

    /// <summary>The furthest position that somebody claims who is ahead of this node.</summary>
    public Offset Ahead
    {
        get
        {
            var furthest = Offset.Zero;
            foreach (var waiting in _waiting)
            {
                furthest = waiting.After.Offset > furthest ? waiting.After.Offset : furthest;
            }

            return furthest;
        }
    }

    /// <summary>The publications kept for the round.</summary>
    public int Kept => _range.Count + _live.Count;

    public void Add(TSubscriber subscriber, Position after) => _waiting.Add(new Waiting(subscriber, after));

    public bool Remove(TSubscriber subscriber)
    {
        if (!Remove(_active, subscriber))
        {
            return Remove(_waiting, subscriber);
        }

        if (_active.Count == 0)
        {
            Clear();
        }

        return true;
    }

    /// <summary>Begins a round if there is someone for it; those who need no fetch are handed out at once.</summary>
    public void Begin(Position here)
    {
        if (IsOn)
        {
            return;
        }

        // One who is ahead of this node heard the rest elsewhere: it waits until this node has caught up, or the head shows it is wrong.
        for (var i = _waiting.Count - 1; i >= 0; i--)
        {
            var waiting = _waiting[i];
            if (waiting.After.Epoch == here.Epoch && waiting.After.Offset > here.Offset)
            {
                continue;
            }

            _waiting.RemoveAt(i);
            if (waiting.After.Epoch != here.Epoch || here.Offset.Value - waiting.After.Offset.Value > options.RecoverCount)
            {
                Done.Add(new(waiting.Subscriber, waiting.After, RecoveredRange.NotRecovered));
            }
            else if (waiting.After.Offset == here.Offset)
            {
                Done.Add(new(waiting.Subscriber, waiting.After, RecoveredRange.Nothing));
            }
            else
            {
                _active.Add(waiting);
            }
        }

        _epoch = here.Epoch;
        _target = here.Offset;
        _range.Clear();
        _live.Clear();
        _bytes = 0;
        FetchFrom = null;
    }

    /// <summary>The owner's head is known: those who claim to be ahead of it are not.</summary>
    public void Headed(Position head)
    {
        for (var i = _waiting.Count - 1; i >= 0; i--)
        {
            if (_waiting[i].After.Epoch != head.Epoch || _waiting[i].After.Offset > head.Offset)
            {
                Done.Add(new(_waiting[i].Subscriber, _waiting[i].After, RecoveredRange.NotRecovered));
                _waiting.RemoveAt(i);
            }
        }
    }

    /// <summary>What is to be fetched next for the round.</summary>
    public Fetch NextFetch(Term term, long now)
    {
        var lowest = new Offset(_active.Min(static waiting => waiting.After.Offset.Value));
        var from = _range.Count > 0 ? _range[^1].Offset.Next : lowest.Next;
        FetchFrom = from;
        Deadline = now + (long)options.FetchTimeout.TotalMilliseconds;
        return new Fetch(term, _epoch, from, _target);
    }

    /// <summary>The fetch that is out was lost.</summary>
    public void FetchLost() => FetchFrom = null;

    /// <summary>The relay has emitted a publication; one that waits hears it after what it missed.</summary>
    public void Emitted(Publication publication)
    {
        if (IsOn)
        {
            _live.Add(publication);
            Measure(publication);
        }
    }

    /// <summary>A part of the range came.</summary>
    public void Fetched(Fetched message)
    {
        FetchFrom = null;
        var from = message.From;
        if (message.FirstKept > from)
        {
            if (options.Rules.RecoveriesAreComplete)
            {
                GiveUp(message.FirstKept);
            }

            _range.Clear();
            from = message.FirstKept;
        }

        foreach (var publication in message.Publications)
        {
            // One that is too much ends the round.
            if (IsOn && publication.Epoch == _epoch && publication.Offset == from && from <= _target)
            {
                _range.Add(publication);
                from = from.Next;
                Measure(publication);
            }
        }

        if (IsOn && from > _target)
        {
            Complete();
        }
        else if (IsOn && from == message.From)
        {
            // The owner has nothing of it, though it is not gone: it is behind this node, and another one will come.
            GiveUpAll();
        }
    }

    /// <summary>The numbers have changed: nobody can be recovered.</summary>
    public void GiveUpAll()
    {
        foreach (var waiting in _active)
        {
            Done.Add(new(waiting.Subscriber, waiting.After, RecoveredRange.NotRecovered));
        }

        Clear();
    }

    private void Complete()
    {
        foreach (var waiting in _active)
        {
            var missed = new List<Publication>();
            foreach (var publication in _range)
            {
                if (publication.Offset > waiting.After.Offset)
                {
                    missed.Add(publication);
                }
            }

            missed.AddRange(_live);
            Done.Add(new(waiting.Subscriber, waiting.After, new RecoveredRange(true, missed)));
        }

        Clear();
    }

    // Those who need something that is gone.
    private void GiveUp(Offset firstKept)
    {
        for (var i = _active.Count - 1; i >= 0; i--)
        {
            if (_active[i].After.Offset.Next < firstKept)
            {
                Done.Add(new(_active[i].Subscriber, _active[i].After, RecoveredRange.NotRecovered));
                _active.RemoveAt(i);
            }
        }
    }

    private void Measure(Publication publication)
    {
        _bytes += publication.Payload.Length;
        if (Kept > options.RecoverCount || _bytes > options.RecoverBytes)
        {
            GiveUpAll();
        }
    }

    private void Clear()
    {
        _active.Clear();
        _range.Clear();
        _live.Clear();
        _bytes = 0;
        FetchFrom = null;
    }

    private static bool Remove(List<Waiting> list, TSubscriber subscriber)
    {
        var at = list.FindIndex(waiting => ReferenceEquals(waiting.Subscriber, subscriber));
        if (at >= 0)
        {
            list.RemoveAt(at);
        }

        return at >= 0;
    }

    private readonly record struct Waiting(TSubscriber Subscriber, Position After);
}
