using Broker.Runtime.Actor;

namespace Broker.Runtime.Cluster.Sharding.Effects;

/// <summary>A user's message that waits, with the sender it came from.</summary>
internal readonly record struct BufferedMessage(object Message, IActorRef Sender);
