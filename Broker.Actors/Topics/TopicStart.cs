using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Topics;

/// <summary>How an owner begins: the one step between the first message and the first promise.</summary>
/// <remarks>Nothing of a predecessor is known here, so every start is a new epoch.</remarks>
public sealed class TopicStart(TermSource terms, Random random, TopicOptions options)
{
    public TopicState<TPeer> Begin<TPeer>(TopicName topic, long now)
        where TPeer : class
    {
        var epoch = new Epoch((ulong)random.NextInt64(1, long.MaxValue));
        return new TopicState<TPeer>(topic, terms.Next(), epoch, options, now);
    }
}
