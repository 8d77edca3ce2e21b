namespace Broker.Runtime.Actor;

/// <summary>Makes selections.</summary>
public static class ActorRefFactoryShared
{
    /// <summary>Whatever actor is at a path.</summary>
    public static ActorSelection ActorSelection(ActorPath actorPath, ActorSystem system) =>
        new(((ExtendedActorSystem)system).Provider.RootGuardianAt(actorPath.Address), actorPath.Elements);

    /// <summary>Whatever actors match a path: full, absolute, or relative to <paramref name="lookupRoot"/>.</summary>
    public static ActorSelection ActorSelection(string path, ActorSystem system, IActorRef lookupRoot)
    {
        var provider = ((ExtendedActorSystem)system).Provider;
        if (Address.TryParse(path.AsSpan(), out var address, out var rest))
            return new ActorSelection(provider.RootGuardianAt(address), rest.ToString());
        return path.StartsWith('/') ? new ActorSelection(provider.RootGuardian, path) : new ActorSelection(lookupRoot, path);
    }

    /// <summary>Whatever actors match <paramref name="path"/>, read from <paramref name="anchorActorRef"/>.</summary>
    public static ActorSelection ActorSelection(IActorRef anchorActorRef, string path) => new(anchorActorRef, path);
}
