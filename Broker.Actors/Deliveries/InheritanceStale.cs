using Broker.Protocol.Publications;

namespace Broker.Actors.Deliveries;

/// <summary>Relay to an owner that continues an old state: this node has since followed another owner.</summary>
/// <param name="Term">The owner's term.</param>
/// <param name="Followed">The term of the owner that was followed.</param>
public sealed record InheritanceStale(Term Term, Term Followed);
