using Broker.Runtime.Actor;

namespace Broker.Runtime.Event;

/// <summary>A message that did not reach an actor that wanted it.</summary>
public abstract class AllDeadLetters : IWrappedMessage
{
    /// <summary>Creates it.</summary>
    protected AllDeadLetters(object message, IActorRef? sender, IActorRef recipient)
    {
        Message = message;
        Sender = sender;
        Recipient = recipient;
    }

    /// <summary>The message.</summary>
    public object Message { get; }

    /// <summary>For whom it was.</summary>
    public IActorRef Recipient { get; }

    /// <summary>Who sent it.</summary>
    public IActorRef? Sender { get; }

    /// <inheritdoc />
    public override string ToString() => $"{GetType().Name} from {Sender?.ToString() ?? "nobody"} to {Recipient}: {Message}";
}
