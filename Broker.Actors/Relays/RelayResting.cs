using Broker.Protocol.Topics;

namespace Broker.Actors.Relays;

/// <summary>Relay to its manager: nobody needs me any more.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Joins">How many joins the relay has seen; if the manager has sent more, one is on its way and the relay stays.</param>
internal sealed record RelayResting(TopicName Topic, long Joins);
