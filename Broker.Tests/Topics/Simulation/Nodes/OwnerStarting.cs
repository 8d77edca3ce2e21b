using Broker.Tests.Topics.Simulation.Sharding;

namespace Broker.Tests.Topics.Simulation.Nodes;

/// <summary>Starting owner to its node's keeper: may I begin?</summary>
internal sealed record OwnerStarting(TopicInfo Topic, SimulatedShard Hosting);
