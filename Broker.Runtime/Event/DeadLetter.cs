using Broker.Runtime.Actor;

namespace Broker.Runtime.Event;

/// <summary>A message whose receiver does not exist, or no longer.</summary>
public sealed class DeadLetter(object message, IActorRef? sender, IActorRef recipient) : AllDeadLetters(message, sender, recipient);
