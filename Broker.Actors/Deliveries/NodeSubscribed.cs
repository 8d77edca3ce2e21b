using Broker.Actors.Topics;
using Broker.Protocol.Publications;

namespace Broker.Actors.Deliveries;

/// <summary>Owner to relay: everything after the head will be sent to you.</summary>
public sealed record NodeSubscribed(Term Term, Position Head);
