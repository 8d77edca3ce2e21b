using Broker.Actors.Topics;
using Broker.Tests.Topics.Simulation.Clients;

namespace Broker.Tests.Topics.Simulation.Nodes;

/// <summary>Hub to relay: a subscriber joins the relay; with a position, it comes back.</summary>
internal sealed record RelayJoin(SubscriberConnection Subscriber, Position? After);
