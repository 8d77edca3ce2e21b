using Broker.Actors.Keepers;
using Broker.Actors.Publishing;
using Broker.Protocol.Publications;

namespace Broker.Actors.Topics;

/// <summary>The publishers that a topic heard lately, bounded in number and age: the least recently heard is forgotten first.</summary>
internal sealed class DedupeWindow(TopicOptions options)
{
    private readonly LinkedList<PublisherRecord> _oldestFirst = new();
    private readonly long _maxAgeMs = (long)options.DedupeAge.TotalMilliseconds;
    private Dictionary<PublisherId, LinkedListNode<PublisherRecord>>? _byPublisher;

    /// <summary>When a publisher last had to make room before its time, if any did.</summary>
    public long? ForgottenEarly { get; private set; }

    public int Count => _oldestFirst.Count;

    /// <summary>When the record that was used longest ago becomes too old; null when there is none.</summary>
    public long? OldestExpires => _oldestFirst.First is { } oldest ? oldest.Value.LastUsed + _maxAgeMs : null;

    /// <summary>What is known of a publish before it is accepted.</summary>
    /// <param name="publish">The publish.</param>
    /// <param name="epoch">The topic's epoch.</param>
    /// <param name="now">The steady clock.</param>
    /// <param name="first">The place it got, when it is a repeat of one that was accepted.</param>
    public PublishVerdict Judge(Publish publish, Epoch epoch, long now, out Offset first)
    {
        first = Offset.Zero;
        var known = _byPublisher?.GetValueOrDefault(publish.Publisher)?.Value;
        if (options.Rules.RepeatsAreAnswered && known is not null && known.TryFind(publish.Sequence, out first))
        {
            return PublishVerdict.Repeated;
        }

        if (known is not null && publish.Sequence < known.Floor)
        {
            // A copy that was overtaken by its own repeat; the publisher has its answer.
            return PublishVerdict.Dropped;
        }

        if (options.Rules.DoubtfulRepeatsAreRefused && IsDoubtful(publish, known, epoch, now))
        {
            return PublishVerdict.Unknown;
        }

        // The one before it was lost on the way. This copy counts for nothing, and its publisher is told so.
        var isEarly = publish.After != PublishSequence.None && known?.HasSeen(publish.After) != true;
        return isEarly && options.Rules.PredecessorsComeFirst ? PublishVerdict.Held : PublishVerdict.Accepted;
    }

    /// <summary>Remembers an accepted publish, and that what is below its floor is settled.</summary>
    public void Remember(Publish publish, Offset offset, long now)
    {
        var record = Use(publish.Publisher, now);
        record.RaiseFloor(publish.Floor);
        record.Add(publish.Sequence, offset);
    }

    /// <summary>What a successor has to know, the one used longest ago first.</summary>
    public KeptPublisher[] ToArray()
    {
        var all = new KeptPublisher[Count];
        var count = 0;
        foreach (var record in _oldestFirst)
        {
            all[count++] = record.ToKept();
        }

        return all;
    }

    /// <summary>Takes over what a predecessor knew, into an empty window.</summary>
    public void Inherit(IReadOnlyList<KeptPublisher> publishers, long? forgottenEarly)
    {
        ForgottenEarly = forgottenEarly;
        foreach (var kept in publishers)
        {
            _byPublisher ??= [];
            _byPublisher[kept.Publisher] = _oldestFirst.AddLast(PublisherRecord.From(kept));
        }
    }

    public void Trim(long now)
    {
        while (_oldestFirst.First is { } oldest && oldest.Value.LastUsed + _maxAgeMs <= now)
        {
            Remove(oldest);
        }
    }

    private bool IsDoubtful(Publish publish, PublisherRecord? known, Epoch epoch, long now)
    {
        if (known is not null && publish.Sequence <= known.ForgottenThrough)
        {
            return true;
        }

        return publish.IsRepeat && (publish.Epoch != epoch || (known is null && MayHaveForgotten(now)));
    }

    // Whether a publisher without a record may have had one that had to make room before its time.
    private bool MayHaveForgotten(long now) => ForgottenEarly is { } at && now < at + _maxAgeMs;

    private PublisherRecord Use(PublisherId publisher, long now)
    {
        _byPublisher ??= [];
        if (!_byPublisher.TryGetValue(publisher, out var node))
        {
            MakeRoom(now);
            node = new LinkedListNode<PublisherRecord>(new PublisherRecord(publisher));
            _byPublisher.Add(publisher, node);
            _oldestFirst.AddLast(node);
        }
        else if (node.Next is not null)
        {
            _oldestFirst.Remove(node);
            _oldestFirst.AddLast(node);
        }

        node.Value.LastUsed = now;
        return node.Value;
    }

    private void MakeRoom(long now)
    {
        Trim(now);
        if (Count >= options.DedupePublishers && _oldestFirst.First is { } oldest)
        {
            Remove(oldest);
            ForgottenEarly = now;
        }
    }

    private void Remove(LinkedListNode<PublisherRecord> node)
    {
        _byPublisher!.Remove(node.Value.Publisher);
        _oldestFirst.Remove(node);
    }
}
