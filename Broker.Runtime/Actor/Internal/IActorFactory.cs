namespace Broker.Runtime.Actor.Internal;

/// <summary>Makes the instances of an actor.</summary>
internal interface IActorFactory
{
    /// <summary>Makes one.</summary>
    /// <param name="args">The arguments of the <see cref="Props"/>.</param>
    ActorBase Create(object?[] args);

    void Release(ActorBase actor);
}
