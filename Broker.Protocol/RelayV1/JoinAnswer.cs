using Broker.Protocol.Outbound;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Protocol.RelayV1;

/// <summary>Answers a subscribe of <c>relay.v1</c> where its stream begins.</summary>
internal sealed class JoinAnswer(CommandId id) : IJoinReply
{
    /// <summary>For subscriptions that no command asked for.</summary>
    public static readonly JoinAnswer Unasked = new(CommandId.None);

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Joined(TopicName topic, StreamPosition start, bool? recovered) =>
        RelayAnswers.Subscribed(id, topic, start, recovered);

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Joined(TopicFilter filter) => RelayAnswers.Subscribed(id, filter);
}
