using Broker.Tests.Topics.Simulation.Clients;

namespace Broker.Tests.Topics.Simulation.Nodes;

/// <summary>Hub to relay: a subscriber leaves the relay.</summary>
internal sealed record RelayLeave(SubscriberConnection Subscriber);
