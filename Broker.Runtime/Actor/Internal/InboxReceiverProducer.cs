namespace Broker.Runtime.Actor.Internal;

/// <summary>Makes the actor of an <see cref="Inbox"/>.</summary>
internal sealed class InboxReceiverProducer(InboxQueue queue) : IIndirectActorProducer
{
    public Type ActorType => typeof(InboxReceiver);

    public ActorBase Produce() => new InboxReceiver(queue);

    public void Release(ActorBase actor)
    {
    }
}
