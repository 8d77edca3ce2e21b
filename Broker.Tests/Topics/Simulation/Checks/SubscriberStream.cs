using Broker.Actors.Relays;
using Broker.Actors.Topics;
using Broker.Protocol.Publications;

namespace Broker.Tests.Topics.Simulation.Checks;

/// <summary>What one client heard of one topic, over all its connections for as long as each goes on where the one before ended.</summary>
internal sealed class SubscriberStream(World world, string subscriber, TopicInfo topic)
{
    // The longest cut, until its far side is removed, and until the owners there have begun elsewhere.
    private const int ToldWithin = 60_000;

    private readonly List<Segment> _segments = [];
    private readonly List<long> _toldAt = [];
    private bool _mayJump;

    public TopicInfo Topic => topic;

    /// <summary>Since when everything is to be heard, or told.</summary>
    public long AdmittedAt { get; private set; } = long.MaxValue;

    public bool IsAdmitted => AdmittedAt != long.MaxValue;

    /// <summary>Everything of the epoch through this offset was heard, or the stream began there.</summary>
    public Position Position => _segments.Count == 0 ? Position.None : _segments[^1].Through;

    /// <summary>It begins, or begins again, and hears everything after a position.</summary>
    public void Restart(Position position)
    {
        Forget();
        Admit();
        _segments.Add(new Segment(position, position));
    }

    /// <summary>Everything from now on is to be heard.</summary>
    public void Admit() => AdmittedAt = world.Time.Now;

    /// <summary>It was told that it goes on where it was.</summary>
    public void GoOn(Position position) => Require(position == Position, position);

    public void Forget()
    {
        AdmittedAt = long.MaxValue;
        _segments.Clear();
        _toldAt.Clear();
        _mayJump = false;
    }

    public void Hear(Publication publication)
    {
        var place = new Position(publication.Epoch, publication.Offset);
        if (place.Epoch == Position.Epoch && place.Offset == Position.Offset.Next)
        {
            _segments[^1] = _segments[^1] with { Through = place };
        }
        else
        {
            var isFirst = _segments.Count == 0 || _mayJump || (place.Epoch != Position.Epoch && place.Offset.Value == 1);
            Require(isFirst && IsNews(place), place);
            _segments.Add(new Segment(new Position(place.Epoch, new Offset(place.Offset.Value - 1)), place));
        }

        _mayJump = false;
    }

    public void Tell(TopicGap gap)
    {
        _toldAt.Add(world.Time.Now);
        var isBehind = gap.After.Epoch == Position.Epoch && gap.After.Offset <= Position.Offset;
        if (!isBehind)
        {
            Require(IsNews(gap.After with { Offset = gap.After.Offset.Next }), gap.After);
            _segments.Add(new Segment(gap.After, gap.After));
        }
    }

    /// <summary>It was told that something is missing, but not where.</summary>
    public void TellOfAnything()
    {
        _toldAt.Add(world.Time.Now);
        _mayJump = true;
    }

    /// <summary>Whether a publication was heard, or something was told soon after it was accepted.</summary>
    public bool Covers(Position place, long acceptedAt)
    {
        foreach (var segment in _segments)
        {
            if (segment.Through.Epoch == place.Epoch && place.Offset > segment.After.Offset && place.Offset <= segment.Through.Offset)
            {
                return true;
            }
        }

        return _toldAt.Exists(at => at >= acceptedAt && at <= acceptedAt + ToldWithin);
    }

    public override string ToString() => $"{subscriber} on {topic.Name}";

    // Never back: neither to an epoch that was left, nor within one.
    private bool IsNews(Position place)
    {
        for (var i = 0; i < _segments.Count; i++)
        {
            if (_segments[i].Through.Epoch == place.Epoch && (place.Epoch != Position.Epoch || place.Offset <= _segments[i].Through.Offset))
            {
                return false;
            }
        }

        return true;
    }

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
