using Broker.Protocol.Publications;

namespace Broker.Actors.Deliveries;

/// <summary>Relay to an owner it takes nothing of any more: there is one with a higher term.</summary>
public sealed record TermOutlived(Term Highest);
