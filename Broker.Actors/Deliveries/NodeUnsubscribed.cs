using Broker.Protocol.Publications;

namespace Broker.Actors.Deliveries;

/// <summary>Owner to relay: you were taken off at your position; the next publication invites your node again if it is interested.</summary>
/// <param name="Term">The owner's term.</param>
/// <param name="Number">Which wish to go is granted.</param>
public sealed record NodeUnsubscribed(Term Term, long Number);
