using Broker.Runtime.Actor;

namespace Broker.Runtime.Event;

/// <summary>A message that its receiver has no handler for.</summary>
public sealed class UnhandledMessage(object message, IActorRef? sender, IActorRef recipient) : AllDeadLetters(message, sender, recipient);
