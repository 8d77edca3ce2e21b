namespace Broker.Runtime.Actor;

/// <summary>A reference to an actor of this process.</summary>
public abstract class ActorRefWithCell : InternalActorRefBase
{
    /// <summary>The actor's children.</summary>
    public abstract IEnumerable<IActorRef> Children { get; }

    /// <summary>The child with this name, or nobody.</summary>
    public abstract IInternalActorRef GetSingleChild(string name);
}
