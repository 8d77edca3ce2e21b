using Broker.Testing.Delivery;

namespace Broker.Testing.Histories;

/// <summary>Holds one connection's stream against the numbers: they must run on without hole, repetition or return.</summary>
internal sealed class SessionCheck(SubscriberSession session, TopicNumbers numbers, Findings findings, Excerpt excerpt)
{
    private readonly HashSet<MessageId> _seen = [];
    private readonly List<string> _epochs = [];
    private readonly Dictionary<string, (long First, long Last)> _ranges = [];

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

    public void Check()
    {
        int? anchor = null;
        var duplicates = 0;
        for (var i = 0; i < session.Seen.Count; i++)
        {
            var message = session.Seen[i].Message;
            if (!_seen.Add(message))
            {
                findings.Add(FindingKind.Duplicated, 1, $"{session.Subscriber} saw {message} again on the same connection", At(i, message));
                duplicates++;
            }
            else if (numbers.Of(message) is { } position)
            {
                Compare(anchor, i, position, duplicates);
                (anchor, duplicates) = (i, 0);
            }
        }
    }

    /// <param name="anchor">The last message before with a known number.</param>
    /// <param name="index">This one.</param>
    /// <param name="position">Its number.</param>
    /// <param name="duplicates">How many of those between are repetitions, which have no number of their own.</param>
    private void Compare(int? anchor, int index, StreamPosition position, int duplicates)
    {
        if (anchor is null)
        {
            Assign(index, position, Math.Min(index, (int)Math.Min(position.Offset - 1, int.MaxValue)));
        }
        else
        {
            var before = numbers.Of(session.Seen[anchor.Value].Message)!.Value;
            var between = index - anchor.Value - 1 - duplicates;
            if (before.Epoch == position.Epoch)
            {
                Continue(before, index, position, between);
            }
            else
            {
                Begin(before, index, position, between);
            }
        }

        Extend(position);
    }

    private void Continue(StreamPosition before, int index, StreamPosition position, int between)
    {
        var missing = position.Offset - before.Offset - 1 - between;
        if (missing > 0)
        {
            findings.Add(
                FindingKind.Lost,
                (int)missing,
                $"{session.Subscriber} went on from {before} to {position} with {between} messages between: {missing} are missing, and it was not told",
                At(index, [.. Skipped(before, position)]));
        }
        else if (missing < 0)
        {
            findings.Add(
                FindingKind.Reordered,
                (int)-missing,
                $"{session.Subscriber} saw {before} and then {position}, with {between} messages between that have no room there",
                At(index, session.Seen[index].Message));
        }
        else
        {
            Assign(index, position, between);
        }
    }

    private void Begin(StreamPosition before, int index, StreamPosition position, int between)
    {
        var missing = position.Offset - 1 - between;
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
                $"{session.Subscriber} went from {before} into a new epoch at {position} with {between} messages between: at least {missing} of its beginning are missing, and it was not told",
                At(index, [.. Skipped(position with { Offset = 0 }, position)]));
        }
        else
        {
            Assign(index, position, (int)position.Offset - 1);
        }
    }

    /// <summary>The messages before this one have the numbers before its own.</summary>
    private void Assign(int index, StreamPosition position, int count)
    {
        for (var back = 1; back <= count && index - back >= 0; back++)
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
        for (var offset = before.Offset + 1; offset < position.Offset && offset <= before.Offset + 1000; offset++)
        {
            if (numbers.At(position with { Offset = offset }) is { } message && session.Seen.All(sighting => sighting.Message != message))
            {
                yield return message;
                if (offset - before.Offset > Shown)
                {
                    yield break;
                }
            }
        }
    }

    private Func<string> At(int index, params MessageId[] concerned) => () => excerpt.Of(session, index, numbers, concerned);
}
