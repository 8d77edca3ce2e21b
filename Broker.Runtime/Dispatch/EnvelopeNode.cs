using Broker.Runtime.Actor;

namespace Broker.Runtime.Dispatch;

/// <summary>One message in a mailbox, linked to the next.</summary>
internal sealed class EnvelopeNode
{
    public EnvelopeNode? Next;
    public object? Message;
    public IActorRef? Sender;
}
