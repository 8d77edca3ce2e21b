using Broker.Actors.Publishing;

namespace Broker.Actors.Topics;

/// <summary>The publishers that a topic heard lately, bounded in number and age: the least recently heard is forgotten first.</summary>
internal sealed class DedupeWindow(TopicOptions options)
{
    private readonly Dictionary<PublisherId, LinkedListNode<PublisherRecord>> _byPublisher = [];
    private readonly LinkedList<PublisherRecord> _oldestFirst = new();
    private readonly long _maxAgeMs = (long)options.DedupeAge.TotalMilliseconds;
    private long? _lastForgottenEarly;

    public int Count => _byPublisher.Count;

    /// <summary>When the record that was used longest ago becomes too old; null when there is none.</summary>
    public long? OldestExpires => _oldestFirst.First is { } oldest ? oldest.Value.LastUsed + _maxAgeMs : null;

    /// <summary>The record of a publisher, or null.</summary>
    public PublisherRecord? Find(PublisherId publisher) =>
        _byPublisher.TryGetValue(publisher, out var node) ? node.Value : null;

    /// <summary>Whether a publisher without a record may have had one that had to make room before its time.</summary>
    public bool MayHaveForgotten(long now) => _lastForgottenEarly is { } at && now < at + _maxAgeMs;

    /// <summary>The record of a publisher that is just heard.</summary>
    public PublisherRecord Use(PublisherId publisher, long now)
    {
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

    public void Trim(long now)
    {
        while (_oldestFirst.First is { } oldest && oldest.Value.LastUsed + _maxAgeMs <= now)
        {
            Remove(oldest);
        }
    }

    private void MakeRoom(long now)
    {
        Trim(now);
        if (_byPublisher.Count >= options.DedupePublishers && _oldestFirst.First is { } oldest)
        {
            Remove(oldest);
            _lastForgottenEarly = now;
        }
    }

    private void Remove(LinkedListNode<PublisherRecord> node)
    {
        _byPublisher.Remove(node.Value.Publisher);
        _oldestFirst.Remove(node);
    }
}
