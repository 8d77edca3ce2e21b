using Broker.Actors.Keepers;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Topics;

/// <summary>How an owner begins: the one step between the first message and the first promise.</summary>
public sealed class TopicStart(TermSource terms, Random random)
{
    public TopicState<TPeer> Begin<TPeer>(TopicName topic, ShardId shard, TopicMayBegin start, TopicHome home, long now)
        where TPeer : class
    {
        terms.Note(start.Hosting);
        if (start.Left is not null)
        {
            terms.Note(start.Left.Term);
        }

        var epoch = new Epoch((ulong)random.NextInt64(1, long.MaxValue));
        return new TopicState<TPeer>(topic, shard, terms.Next(), epoch, start, home, now);
    }
}
