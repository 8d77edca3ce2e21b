using Broker.Protocol.Publications;

namespace Broker.Actors.Deliveries;

/// <summary>Relay to owner: send these again. One at a time for each topic and node.</summary>
public sealed record Fetch(Term Term, Epoch Epoch, Offset From, Offset Through);
