namespace Broker.Runtime.Actor;

/// <summary>Gives the engine an actor's context.</summary>
public interface IInternalActor
{
    /// <summary>The actor's context.</summary>
    IActorContext ActorContext { get; }
}
