using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Bench.Micro;

/// <summary>What the benchmarks send: small messages, as in the load scenarios.</summary>
internal static class Sizes
{
    public const int PayloadBytes = 128;

    public static readonly TopicName Topic = TopicName.Parse("bench/topic");

    public static readonly byte[] Bytes = [.. Enumerable.Repeat((byte)'a', PayloadBytes)];

    public static readonly Payload Payload = Payload.OfText(Bytes);
}
