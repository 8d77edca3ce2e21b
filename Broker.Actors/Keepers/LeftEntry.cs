using Broker.Actors.Nodes;

namespace Broker.Actors.Keepers;

/// <summary>One left topic that lies here.</summary>
internal sealed class LeftEntry(LeftTopic state, bool isTaken, long lapses, long now)
{
    private List<LeftPart>? _parts;

    public LeftTopic State { get; set; } = state;

    /// <summary>Whether it came from another node; else an owner of this one left it.</summary>
    public bool IsTaken { get; } = isTaken;

    /// <summary>How often this node's lease had run out when it came to lie here.</summary>
    public long Lapses { get; } = lapses;

    /// <summary>The only node that may have it: the first that was given its last part, or this one when an owner was offered it; none before.</summary>
    public NodeId PinnedTo { get; set; }

    /// <summary>When it was last asked for or taken from.</summary>
    public long TouchedAt { get; set; } = now;

    /// <summary>A part of it to be sent; null beyond the last.</summary>
    public LeftSegment? Segment(int index, int maxBytes, long now)
    {
        _parts ??= LeftPart.Divide(State, maxBytes);
        if (index >= _parts.Count)
        {
            return null;
        }

        var part = _parts[index].Of(State).Flip(now);
        return new LeftSegment(index, index == _parts.Count - 1, part);
    }
}
