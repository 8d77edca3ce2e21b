using Broker.Testing.Delivery;

namespace Broker.Testing.Histories;

/// <summary>Holds one connection's stream against the numbers: they must run on without hole, repetition or return.</summary>
internal sealed class SessionCheck(SubscriberSession session, TopicNumbers numbers, HistoryRules rules, Findings findings, Excerpt excerpt)
{
    private readonly HashSet<MessageId> _seen = [];
    private readonly List<string> _epochs = [];
    private readonly Dictionary<string, (long First, long Last)> _ranges = [];

    /// <summary>The last number that is known, and how many messages without one have come since.</summary>
    private StreamPosition? _last;
    private int _since;

    /// <summary>How often another epoch began on the open connection, told or not.</summary>
    public int EpochChanges => Math.Max(0, _epochs.Count - 1);

    public bool Saw(MessageId message) => _seen.Contains(message);

    /// <summary>Whether a number lies within, or at the beginning of, what was seen of its epoch; a hole there is found by <see cref="Check"/>.</summary>
    public bool WasPassed(StreamPosition position) =>
        _ranges.TryGetValue(position.Epoch, out var range) && position.Offset < range.Last
        && (position.Offset > range.First || _epochs[0] != position.Epoch);

    /// <summary>Whether something later was seen on this connection.</summary>
    public bool WentOnAfter(StreamPosition position) =>
        (_ranges.TryGetValue(position.Epoch, out var range) && range.Last > position.Offset)
        || _epochs.Exists(epoch => epoch != position.Epoch && numbers.IsBefore(position.Epoch, epoch));

    /// <summary>Whether the subscriber was told, while the connection lasted, that it may have missed this.</summary>
    public bool WasTold(StreamPosition position, TimeSpan sentAt) =>
        session.Resets.Any(reset => reset.At >= sentAt && (reset.To.Epoch != position.Epoch || reset.To.Offset >= position.Offset));

    public void Check()
    {
        if (session.StartsAt is { } start)
        {
            Extend(start);
            _last = start;
        }

        var resets = new Queue<StreamReset>(session.Resets);
        for (var i = 0; i < session.Seen.Count; i++)
        {
            while (resets.TryPeek(out var reset) && reset.Before <= i)
            {
                resets.Dequeue();
                Extend(reset.To);
                (_last, _since) = (reset.To, 0);
            }

            Take(i);
        }
    }

    private void Take(int index)
    {
        var (message, _, told) = session.Seen[index];
        if (!_seen.Add(message))
        {
            findings.Add(FindingKind.Duplicated, 1, $"{session.Subscriber} saw {message} again on the same connection", At(index, message));
        }
        else if ((told ?? numbers.Of(message)) is { } position)
        {
            Compare(index, position);
            (_last, _since) = (position, 0);
        }
        else
        {
            _since++;
        }
    }

    private void Compare(int index, StreamPosition position)
    {
        if (numbers.Of(session.Seen[index].Message) is { } published && published != position)
        {
            findings.Add(
                FindingKind.Confused, 1, $"{session.Subscriber} saw {session.Seen[index].Message} under {position}, and its publisher was told {published}", At(index));
        }

        Assign(index, position, 0);
        if (_last is not { } before)
        {
            Assign(index, position, (int)Math.Min(index, position.Offset - 1));
        }
        else if (before.Epoch == position.Epoch)
        {
            Continue(before, index, position);
        }
        else
        {
            Begin(before, index, position);
        }

        Extend(position);
    }

    private void Continue(StreamPosition before, int index, StreamPosition position)
    {
        var missing = position.Offset - before.Offset - 1 - _since;
        if (missing > 0)
        {
            findings.Add(
                FindingKind.Lost,
                (int)missing,
                $"{session.Subscriber} went on from {before} to {position} with {_since} messages between: {missing} are missing, and it was not told",
                At(index, [.. Skipped(before, position)]));
        }
        else if (missing < 0)
        {
            findings.Add(
                FindingKind.Reordered,
                (int)-missing,
                $"{session.Subscriber} saw {before} and then {position}, with {_since} messages between that have no room there",
                At(index, session.Seen[index].Message));
        }
        else
        {
            Assign(index, position, _since);
        }
    }

    private void Begin(StreamPosition before, int index, StreamPosition position)
    {
        var missing = position.Offset - 1 - _since;
        if (_epochs.Contains(position.Epoch))
        {
            findings.Add(
                FindingKind.Reordered, 1, $"{session.Subscriber} saw {position} of an epoch that it had left: {before} came before", At(index, session.Seen[index].Message));
        }
        else if (missing > 0)
        {
            findings.Add(
                FindingKind.Lost,
                (int)missing,
                $"{session.Subscriber} went from {before} into a new epoch at {position} with {_since} messages between: at least {missing} of its beginning are missing, and it was not told",
                At(index, [.. Skipped(position with { Offset = 0 }, position)]));
        }
        else
        {
            Assign(index, position, (int)position.Offset - 1);
            if (rules.MovesKeepTheEpoch)
            {
                findings.Add(FindingKind.Untold, 1, $"{session.Subscriber} went from {before} into another epoch at {position} and was not told", At(index));
            }
        }
    }

    /// <summary>This message has this number, and that many before it have the numbers before.</summary>
    private void Assign(int index, StreamPosition position, int count)
    {
        for (var back = 0; back <= count && index - back >= 0; back++)
        {
            var message = session.Seen[index - back].Message;
            var follows = position with { Offset = position.Offset - back };
            if (numbers.Of(message) is null && numbers.Follows(message, follows) is { } other)
            {
                findings.Add(
                    FindingKind.Confused, 1, $"{session.Subscriber} saw {message} under {follows}, where another connection or a publisher has {other}", At(index - back, message, other));
            }
        }
    }

    private void Extend(StreamPosition position)
    {
        if (!_epochs.Contains(position.Epoch))
        {
            _epochs.Add(position.Epoch);
            _ranges[position.Epoch] = (position.Offset, position.Offset);
        }

        var (first, last) = _ranges[position.Epoch];
        _ranges[position.Epoch] = (Math.Min(first, position.Offset), Math.Max(last, position.Offset));
    }

    private IEnumerable<MessageId> Skipped(StreamPosition before, StreamPosition position)
    {
        const int Shown = 5;
        const int Searched = 1000;
        var seen = session.Seen.Select(sighting => sighting.Message).ToHashSet();
        for (long offset = before.Offset + 1, shown = 0; offset < position.Offset && offset <= before.Offset + Searched && shown < Shown; offset++)
        {
            if (numbers.At(position with { Offset = offset }) is { } message && !seen.Contains(message))
            {
                shown++;
                yield return message;
            }
        }
    }

    private Func<string> At(int index, params MessageId[] concerned) => () => excerpt.Of(session, index, numbers, concerned);
}
