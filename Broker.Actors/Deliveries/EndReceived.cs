using Broker.Protocol.Publications;

namespace Broker.Actors.Deliveries;

/// <summary>Relay to owner: this node has everything through the end.</summary>
public sealed record EndReceived(Term Term);
