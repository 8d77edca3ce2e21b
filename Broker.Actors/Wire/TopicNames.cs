using Broker.Protocol.Topics;

namespace Broker.Actors.Wire;

/// <summary>Topic names as they come from other nodes.</summary>
internal static class TopicNames
{
    public static TopicName Read(ReadOnlySpan<byte> utf8) =>
        TopicName.TryParse(utf8, out var name) ? name : throw new FormatException("Not a topic name.");

    public static TopicName Required(TopicName? name) => name ?? throw new FormatException("A message without its topic.");
}
