using Broker.Protocol.Errors;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Publishing;

/// <summary>One publish that its caller has no result of yet.</summary>
internal sealed class PendingPublish(PublishSequence sequence, TopicName topic, Payload payload, long tag, bool isAwaited, long firstSent)
{
    public PublishSequence Sequence { get; } = sequence;

    public TopicName Topic { get; } = topic;

    public Payload Payload { get; } = payload;

    public long Tag { get; } = tag;

    /// <summary>Whether a client waits to hear that it is accepted.</summary>
    public bool IsAwaited { get; } = isAwaited;

    public long FirstSent { get; } = firstSent;

    public long ResendAt { get; set; }

    /// <summary>When it may be sent again after an owner said that it can't act: not before, whatever else settles.</summary>
    public long NotBefore { get; set; } = long.MinValue;

    /// <summary>The copies that were sent and not answered: any of them may have been accepted, or may yet be.</summary>
    public int Copies { get; set; }

    /// <summary>The topic's epoch as it was known when the first of those copies was sent.</summary>
    public Epoch Epoch { get; set; }

    /// <summary>Whether its topic was told that the answer may wait.</summary>
    public bool AnswerMayWait { get; set; }

    /// <summary>Settled, and only waits for its turn.</summary>
    public bool IsSettled { get; private set; }

    public PublishAnswer? Answer { get; private set; }

    public ErrorCode? Error { get; private set; }

    public void Settle(PublishAnswer? answer, ErrorCode? error)
    {
        IsSettled = true;
        Answer = answer;
        Error = error;
    }
}
