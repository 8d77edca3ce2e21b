using Broker.Actors.Relays;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;
using Broker.Tests.Topics.Simulation.Checks;
using Broker.Tests.Topics.Simulation.Nodes;

namespace Broker.Tests.Topics.Simulation.Clients;

/// <summary>A client that hears all topics that a filter matches.</summary>
internal sealed class FilterClient(World world, int number, TopicFilter filter) : SimulatedClient(world, number)
{
    private readonly Dictionary<TopicInfo, SubscriberStream> _streams = [];

    public TopicFilter Filter => filter;

    public override void AddLiveStreams(List<SubscriberStream> streams)
    {
        if (IsAdmitted)
        {
            foreach (var topic in World.Topics)
            {
                if (filter.Matches(topic.Name))
                {
                    streams.Add(Stream(topic));
                }
            }
        }
    }

    public void Joined()
    {
        World.Trace?.Note($"{this} is admitted to {filter}");
        World.Statistics.FilterJoins++;
        IsAdmitted = true;
        foreach (var topic in World.Topics)
        {
            Stream(topic).Admit();
        }
    }

    public void Hear(TopicInfo topic, Publication publication)
    {
        World.Statistics.HeardByFilter++;
        Stream(topic).Hear(publication);
    }

    public void Tell(TopicInfo topic, TopicGap gap) => Stream(topic).Tell(gap);

    public void TellOfAnything()
    {
        foreach (var topic in World.Topics)
        {
            Stream(topic).TellOfAnything();
        }
    }

    protected override void Forget() => _streams.Clear();

    protected override IClientConnection Connect(SimulatedNode node)
    {
        Forget();
        return new FilterConnection(this, node);
    }

    private SubscriberStream Stream(TopicInfo topic)
    {
        if (!_streams.TryGetValue(topic, out var stream))
        {
            _streams.Add(topic, stream = new SubscriberStream(World, $"s{Number} by {filter}", topic));
        }

        return stream;
    }
}
