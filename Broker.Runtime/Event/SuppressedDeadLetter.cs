using Broker.Runtime.Actor;

namespace Broker.Runtime.Event;

/// <summary>A dead letter that was to be expected.</summary>
public sealed class SuppressedDeadLetter(IDeadLetterSuppression message, IActorRef? sender, IActorRef recipient)
    : AllDeadLetters(message, sender, recipient);
