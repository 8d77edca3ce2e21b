namespace Broker.Runtime.Actor.Internal;

/// <summary>Makes actors by an <see cref="IIndirectActorProducer"/>.</summary>
internal sealed class ProducerFactory(IIndirectActorProducer producer) : IActorFactory
{
    public ActorBase Create(object?[] args) => producer.Produce();

    public void Release(ActorBase actor) => producer.Release(actor);
}
