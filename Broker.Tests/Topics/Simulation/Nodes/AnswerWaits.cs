using Broker.Actors.Publishing;

namespace Broker.Tests.Topics.Simulation.Nodes;

/// <summary>Owner to its node's answers, which see the publisher as the sender: this one need not go at once, or must.</summary>
internal sealed record AnswerWaits(SimulatedActor Publisher, PublishAnswer Answer, bool IsHurried);
