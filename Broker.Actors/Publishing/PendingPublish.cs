using Broker.Protocol.Errors;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Publishing;

/// <summary>One publish that its caller has no result of yet.</summary>
internal sealed class PendingPublish(
    PublishSequence sequence, TopicName topic, Payload payload, Epoch epoch, long tag, long firstSent, long resendAt)
{
    public PublishSequence Sequence { get; } = sequence;

    public TopicName Topic { get; } = topic;

    public Payload Payload { get; } = payload;

    /// <summary>The topic's epoch as it was known at the first sending. It never changes: the first copy may have met that epoch.</summary>
    public Epoch Epoch { get; } = epoch;

    public long Tag { get; } = tag;

    public long FirstSent { get; } = firstSent;

    public long ResendAt { get; set; } = resendAt;

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
