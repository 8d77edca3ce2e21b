namespace Broker.Runtime.Actor;

/// <summary>Makes actors and finds them.</summary>
public interface IActorRefFactory
{
    /// <summary>Creates an actor; without a name it is given a unique one.</summary>
    IActorRef ActorOf(Props props, string? name = null);

    /// <summary>Whatever actor is at a path.</summary>
    ActorSelection ActorSelection(ActorPath actorPath);

    /// <summary>Whatever actors match a path, which may be relative and have wildcards.</summary>
    ActorSelection ActorSelection(string actorPath);
}
