using Broker.Protocol.Errors;

namespace Broker.Actors.Publishing;

/// <summary>One thing a publisher wants done, in the order of the list it stands in.</summary>
public readonly record struct PublisherEffect
{
    private PublisherEffect(PublisherEffectKind kind, Publish? publish, long tag, PublishAnswer? answer, ErrorCode? error)
    {
        Kind = kind;
        Publish = publish;
        Tag = tag;
        Answer = answer;
        Error = error;
    }

    public PublisherEffectKind Kind { get; }

    /// <summary>What to send.</summary>
    public Publish? Publish { get; }

    /// <summary>The caller's name for the publish that is settled.</summary>
    public long Tag { get; }

    /// <summary>The topic's answer; null when none came in time.</summary>
    public PublishAnswer? Answer { get; }

    /// <summary>Why it was not accepted, or that this is unknown; null when it was accepted.</summary>
    public ErrorCode? Error { get; }

    internal static PublisherEffect Send(Publish publish) => new(PublisherEffectKind.Send, publish, 0, null, null);

    internal static PublisherEffect Settle(long tag, PublishAnswer? answer, ErrorCode? error) =>
        new(PublisherEffectKind.Settle, null, tag, answer, error);
}
