namespace Broker.Runtime.Actor.Dsl;

/// <summary>Makes actors out of functions.</summary>
public static class ActExtensions
{
    /// <summary>Makes an actor out of functions.</summary>
    public static IActorRef ActorOf(this IActorRefFactory factory, Action<IActorDsl> config, string? name = null) =>
        factory.ActorOf(Props.Create(() => new Act(config)), name);

    /// <summary>Makes an actor out of functions that are given its context.</summary>
    public static IActorRef ActorOf(this IActorRefFactory factory, Action<IActorDsl, IActorContext> config, string? name = null) =>
        factory.ActorOf(Props.Create(() => new Act(config)), name);
}
