namespace Broker.Runtime.Actor;

/// <summary>What extensions and serializers can ask of a system.</summary>
public abstract class ExtendedActorSystem : ActorSystem
{
    /// <summary>The provider of references.</summary>
    public abstract IActorRefProvider Provider { get; }

    /// <summary>The parent of the user's actors.</summary>
    public abstract IInternalActorRef Guardian { get; }

    /// <summary>Where relative selections of the system begin.</summary>
    public abstract IInternalActorRef LookupRoot { get; }

    /// <summary>The parent of the engine's actors.</summary>
    public abstract IInternalActorRef SystemGuardian { get; }

    /// <summary>Creates an actor of the engine.</summary>
    public abstract IActorRef SystemActorOf(Props props, string? name = null);

    /// <summary>Creates an actor of the engine.</summary>
    public abstract IActorRef SystemActorOf<TActor>(string? name = null)
        where TActor : ActorBase, new();

    /// <summary>Ends the system at once, without its coordinated shutdown.</summary>
    public abstract void Abort();

    /// <summary>The actors as a text tree, for debugging.</summary>
    public abstract string PrintTree();
}
