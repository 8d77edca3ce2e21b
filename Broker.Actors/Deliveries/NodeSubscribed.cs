using Broker.Actors.Topics;
using Broker.Protocol.Publications;

namespace Broker.Actors.Deliveries;

/// <summary>Owner to relay: everything after the head will be sent to you.</summary>
/// <param name="Term">The owner's term.</param>
/// <param name="Head">The last publication so far.</param>
/// <param name="Continues">The term of the owner whose final state this one continues; zero when it began a new epoch.</param>
/// <param name="Invited">Where the node was invited to follow from, or none: a relay without a position of its own begins there.</param>
public sealed record NodeSubscribed(Term Term, Position Head, Term Continues = default, Position Invited = default);
