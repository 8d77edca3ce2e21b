using Broker.Actors.Topics;
using Broker.Protocol.Topics;

namespace Broker.Actors.Relays;

/// <summary>Relay to its subscribers: the stream of this topic is not complete.</summary>
/// <param name="Topic">Which topic.</param>
/// <param name="Reason">Why.</param>
/// <param name="Before">The last publication that came before the gap.</param>
/// <param name="After">The position from which on it is complete again.</param>
public sealed record TopicGap(TopicName Topic, GapReason Reason, Position Before, Position After);
