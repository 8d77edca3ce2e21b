namespace Broker.Runtime.Actor;

/// <summary>The references that need no actor system.</summary>
public static class ActorRefs
{
    /// <summary>The reference that points to no actor.</summary>
    public static readonly Nobody Nobody = Actor.Nobody.Instance;

    /// <summary>No sender; replies go to dead letters.</summary>
    public static readonly IActorRef NoSender = null!;
}
