namespace Broker.Runtime.Actor.Internal;

/// <summary>Makes the instances of an actor.</summary>
internal interface IActorFactory
{
    ActorBase Create();

    void Release(ActorBase actor);
}
