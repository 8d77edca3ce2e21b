using Broker.Actors.Topics;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Keepers;

/// <summary>The explicit final state of an owner that has stopped: who starts from it continues the epoch.</summary>
/// <param name="Topic">Which topic.</param>
/// <param name="Shard">Its shard.</param>
/// <param name="Hosting">The term of the shard's hosting under which it was left; it is worth nothing once there was another in between.</param>
/// <param name="Term">The term of the owner that left it.</param>
/// <param name="Head">The last publication.</param>
/// <param name="LastPublished">When that was, by the steady clock of the node that has it now.</param>
/// <param name="Log">History and repair window, the oldest first, without a gap.</param>
/// <param name="Publishers">What is remembered of publishers, the one used longest ago first.</param>
/// <param name="Invited">The nodes that still have to be told of publications they have an interest in.</param>
/// <param name="ForgottenEarly">When a publisher last had to make room before its time, if any did.</param>
public sealed record LeftTopic(
    TopicName Topic,
    ShardId Shard,
    Term Hosting,
    Term Term,
    Position Head,
    long LastPublished,
    IReadOnlyList<KeptPublication> Log,
    IReadOnlyList<KeptPublisher> Publishers,
    IReadOnlyList<KeptInvite> Invited,
    long? ForgottenEarly)
{
    // What an entry takes besides its payload, on the wire and in memory: close enough for limits.
    private const int EntryOverhead = 48;

    /// <summary>About how much memory it takes.</summary>
    public long Bytes { get; } = SizeOf(Topic, Log, Publishers);

    /// <summary>With its times as ages instead of times of this node's clock; with those of another node's, from ages.</summary>
    public LeftTopic Flip(long now) => this with
    {
        LastPublished = now - LastPublished,
        Log = [.. Log.Select(kept => kept with { At = now - kept.At })],
        Publishers = [.. Publishers.Select(kept => kept with { LastUsed = now - kept.LastUsed })],
        ForgottenEarly = now - ForgottenEarly,
    };

    private static long SizeOf(TopicName topic, IReadOnlyList<KeptPublication> log, IReadOnlyList<KeptPublisher> publishers)
    {
        long bytes = topic.Utf8.Length + EntryOverhead;
        foreach (var entry in log)
        {
            bytes += entry.Publication.Payload.Length + EntryOverhead;
        }

        foreach (var publisher in publishers)
        {
            bytes += EntryOverhead + (publisher.Places.Count * 16);
        }

        return bytes;
    }
}
