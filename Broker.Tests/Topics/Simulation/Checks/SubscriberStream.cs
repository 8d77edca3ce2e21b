using Broker.Actors.Relays;
using Broker.Actors.Topics;
using Broker.Protocol.Publications;

namespace Broker.Tests.Topics.Simulation.Checks;

/// <summary>What one subscriber heard of one topic, over all its connections for as long as each continues the one before.</summary>
internal sealed class SubscriberStream(World world, string subscriber, TopicInfo topic)
{
    private readonly List<Segment> _segments = [];
    private readonly List<long> _told = [];

    public TopicInfo Topic => topic;

    /// <summary>Since when everything is to be heard, or told.</summary>
    public long AdmittedAt { get; private set; } = long.MaxValue;

    public bool IsAdmitted => AdmittedAt != long.MaxValue;

    /// <summary>Everything of the epoch through this offset was heard, or the stream began there.</summary>
    public Position Position => _segments.Count == 0 ? Position.None : _segments[^1].Through;

    public int Told => _told.Count;

    /// <summary>Whether it joined again and was told that it goes on at another place.</summary>
    public void Restart(Position position)
    {
        AdmittedAt = world.Time.Now;
        _segments.Clear();
        _told.Clear();
        _segments.Add(new Segment(position, position));
    }

    public void Hear(Publication publication)
    {
        var place = new Position(publication.Epoch, publication.Offset);
        var current = _segments[^1];
        if (place.Epoch == current.Through.Epoch)
        {
            Require(place.Offset == current.Through.Offset.Next, place);
            _segments[^1] = current with { Through = place };
            return;
        }

        Require(!_segments.Exists(segment => segment.Through.Epoch == place.Epoch), place);
        Require(place.Offset.Value == 1, place);
        _segments.Add(new Segment(new Position(place.Epoch, new Offset(place.Offset.Value - 1)), place));
    }

    public void Tell(TopicGap gap)
    {
        _told.Add(world.Time.Now);
        if (gap.After != Position)
        {
            Require(gap.After.Epoch != Position.Epoch || gap.After.Offset > Position.Offset, gap.After);
            Require(gap.After.Epoch == Position.Epoch || !_segments.Exists(segment => segment.Through.Epoch == gap.After.Epoch), gap.After);
            _segments.Add(new Segment(gap.After, gap.After));
        }
    }

    /// <summary>Whether a publication was heard, or something was told after it was accepted.</summary>
    public bool Covers(Position place, long acceptedAt)
    {
        foreach (var segment in _segments)
        {
            if (segment.Through.Epoch == place.Epoch && place.Offset > segment.After.Offset && place.Offset <= segment.Through.Offset)
            {
                return true;
            }
        }

        return _told.Count > 0 && _told[^1] >= acceptedAt;
    }

    public override string ToString() => $"{subscriber} on {topic.Name}";

    private void Require(bool isRight, Position place)
    {
        if (!isRight)
        {
            throw new Violation(Promises.InOrder, $"{this} hears {place} after {string.Join(", ", _segments)}");
        }
    }

    private readonly record struct Segment(Position After, Position Through)
    {
        public override string ToString() => $"({After} to {Through.Offset}]";
    }
}
