using Broker.Actors.Topics;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Relays;

/// <summary>Relay to its node's hub: nobody hears me, and no owner has me on its list.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Holds">How many messages that hold the relay it has seen; if the hub has sent more, one is on its way and the relay stays.</param>
/// <param name="Position">How far it has come.</param>
/// <param name="Followed">The term it followed last.</param>
public sealed record RelayRested(TopicName Topic, long Holds, Position Position, Term Followed);
