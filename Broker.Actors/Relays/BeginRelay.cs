using Broker.Actors.Topics;
using Broker.Protocol.Publications;

namespace Broker.Actors.Relays;

/// <summary>Hub to a relay that it has just made: go on from this position.</summary>
internal sealed record BeginRelay(Position Position, Term Followed);
