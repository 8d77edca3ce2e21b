namespace Broker.Actors.Keepers;

/// <summary>A left topic that comes in parts.</summary>
internal sealed class LeftAssembly
{
    private readonly List<KeptPublication> _log = [];
    private readonly List<KeptPublisher> _publishers = [];

    /// <summary>The part that comes next.</summary>
    public int Next { get; private set; }

    /// <summary>Takes a part; the topic when it is complete, null before, and for a part that is not the next.</summary>
    public LeftTopic? Add(LeftSegment segment, long now)
    {
        if (segment.Index != Next)
        {
            return null;
        }

        Next++;
        var part = segment.Part.Flip(now);
        _log.AddRange(part.Log);
        _publishers.AddRange(part.Publishers);
        return segment.IsLast ? part with { Log = _log, Publishers = _publishers } : null;
    }
}
