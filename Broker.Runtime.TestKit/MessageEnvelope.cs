using Broker.Runtime.Actor;

namespace Broker.Runtime.TestKit;

/// <summary>A message that a test actor received, with its sender.</summary>
public abstract class MessageEnvelope
{
    /// <summary>The message.</summary>
    public abstract object Message { get; }

    /// <summary>Who sent it; dead letters if nobody did.</summary>
    public abstract IActorRef Sender { get; }
}
