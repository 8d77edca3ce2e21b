using Broker.Tests.Topics.Simulation.Clients;

namespace Broker.Tests.Topics.Simulation.Nodes;

/// <summary>One node's relays, as their manager has them.</summary>
internal sealed class SimulatedHub(SimulatedNode node)
{
    private readonly Dictionary<TopicInfo, SimulatedRelay> _relays = [];

    public IEnumerable<SimulatedRelay> Relays => _relays.Values;

    public void Join(SubscriberConnection subscriber, TopicInfo topic)
    {
        if (!_relays.TryGetValue(topic, out var relay))
        {
            relay = new SimulatedRelay(node, topic);
            _relays.Add(topic, relay);
        }

        relay.Join(subscriber);
    }

    public void Leave(SubscriberConnection subscriber, TopicInfo topic) => _relays.GetValueOrDefault(topic)?.Leave(subscriber);

    public void Rest(SimulatedRelay relay)
    {
        _relays.Remove(relay.Topic);
        relay.Stop();
    }
}
