using Broker.Runtime.Actor;

namespace Broker.Runtime.TestKit;

/// <summary>A message that did come.</summary>
public class RealMessageEnvelope(object message, IActorRef sender) : MessageEnvelope
{
    /// <inheritdoc />
    public override object Message { get; } = message;

    /// <inheritdoc />
    public override IActorRef Sender { get; } = sender;

    /// <inheritdoc />
    public override string ToString() => $"<{Message}> from {Sender}";
}
