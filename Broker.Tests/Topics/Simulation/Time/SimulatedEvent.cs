using Broker.Tests.Topics.Simulation.Nodes;

namespace Broker.Tests.Topics.Simulation.Time;

/// <summary>Something that is due: a message for an actor, or its timer when there is no sender.</summary>
/// <param name="Target">Who takes it.</param>
/// <param name="From">Who sent it; null for a timer.</param>
/// <param name="Message">What was sent.</param>
/// <param name="Connection">The life of the link it went over; it is lost if that has ended. Negative: it can't be lost.</param>
internal readonly record struct SimulatedEvent(SimulatedActor Target, SimulatedActor? From, object? Message, int Connection);
