using Broker.Actors.Topics;

namespace Broker.Actors.Connections;

/// <summary>One topic or filter that a connection hears, or asked to hear.</summary>
internal sealed class Subscription(SubscriptionTarget target, long tag, bool isTold, long deadline)
{
    private List<long>? _moreTags;

    public SubscriptionTarget Target { get; } = target;

    public long Tag { get; private set; } = tag;

    /// <summary>Whether the relay writes the answer to <see cref="Tag"/>.</summary>
    public bool IsTold { get; private set; } = isTold;

    /// <summary>When an error is answered if the topic has not.</summary>
    public long Deadline { get; private set; } = deadline;

    /// <summary>Those that asked again before the answer.</summary>
    public IReadOnlyList<long> MoreTags => _moreTags is null ? [] : _moreTags;

    /// <summary>Whether it delivers.</summary>
    public bool IsLive { get; private set; }

    /// <summary>Where the deliveries began.</summary>
    public Position Start { get; private set; }

    public void AskAgain(long tag) => (_moreTags ??= []).Add(tag);

    /// <summary>The stream is asked for anew: whoever waits for the first answer gets the second.</summary>
    public void BeginAgain(long tag, bool isTold, long deadline)
    {
        if (!IsLive)
        {
            AskAgain(Tag);
        }

        IsLive = false;
        (Tag, IsTold, Deadline) = (tag, isTold, deadline);
    }

    public void GoLive(Position start)
    {
        IsLive = true;
        Start = start;
        _moreTags = null;
    }
}
