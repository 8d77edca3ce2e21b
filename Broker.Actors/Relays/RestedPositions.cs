using Broker.Actors.Topics;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Relays;

/// <summary>How far the relays had come that rested lately, bounded in number and age: an invite that comes late must not begin before it.</summary>
internal sealed class RestedPositions(RelayOptions options)
{
    private readonly Dictionary<TopicName, Rested> _byTopic = [];
    private readonly Queue<(TopicName Topic, long At)> _oldestFirst = new();

    public int Count => _byTopic.Count;

    public void Keep(TopicName topic, Position position, Term followed, long now)
    {
        if (position.IsNone || !options.Rules.RestedPositionsAreKept)
        {
            return;
        }

        Trim(now);
        _byTopic[topic] = new Rested(position, followed, now);
        _oldestFirst.Enqueue((topic, now));
    }

    public bool TryFind(TopicName topic, out Position position, out Term followed)
    {
        var found = _byTopic.TryGetValue(topic, out var rested);
        (position, followed) = (rested.Position, rested.Followed);
        return found;
    }

    private void Trim(long now)
    {
        var oldest = now - (long)options.RestedFor.TotalMilliseconds;
        while (_oldestFirst.TryPeek(out var first) && (first.At <= oldest || _oldestFirst.Count >= options.AudienceRelays))
        {
            _oldestFirst.Dequeue();
            if (_byTopic.TryGetValue(first.Topic, out var rested) && rested.At == first.At)
            {
                _byTopic.Remove(first.Topic);
            }
        }
    }

    private readonly record struct Rested(Position Position, Term Followed, long At);
}
