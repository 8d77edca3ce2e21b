using Broker.Protocol.Publications;

namespace Broker.Actors.Deliveries;

/// <summary>Owner to relay: one publication. One for each subscribed node, never one for each subscriber.</summary>
public sealed record Deliver(Term Term, Publication Publication);
