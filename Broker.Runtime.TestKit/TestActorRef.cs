using Broker.Runtime.Actor;

namespace Broker.Runtime.TestKit;

/// <inheritdoc />
public class TestActorRef<TActor>(ActorSystem system, Props actorProps, IActorRef? supervisor = null, string? name = null)
    : TestActorRefBase<TActor>(system, actorProps, supervisor, name)
    where TActor : ActorBase
{
    /// <summary>The instance of an actor.</summary>
    public static implicit operator TActor(TestActorRef<TActor> actorRef) => actorRef.UnderlyingActor;
}
