using Broker.Runtime.Actor;

namespace Broker.Runtime.Event;

/// <summary>A message that was dropped because a queue was full.</summary>
public sealed class Dropped(object message, string reason, IActorRef? sender, IActorRef recipient) : AllDeadLetters(message, sender, recipient)
{
    /// <summary>Without a sender.</summary>
    public Dropped(object message, string reason, IActorRef recipient)
        : this(message, reason, null, recipient)
    {
    }

    /// <summary>Why it was dropped.</summary>
    public string Reason { get; } = reason;
}
