using Broker.Runtime.Actor.Internal;

namespace Broker.Runtime.Actor;

/// <summary>Makes stashes; the engine does so for every actor that has one.</summary>
public static class StashFactory
{
    /// <summary>The stash for an actor of type <typeparamref name="T"/>.</summary>
    public static IStash CreateStash<T>(this IActorContext context)
        where T : ActorBase => CreateStash(context, typeof(T));

    /// <summary>The stash for <paramref name="actorInstance"/>.</summary>
    public static IStash CreateStash(this IActorContext context, IActorStash actorInstance) => CreateStash(context, actorInstance.GetType());

    /// <summary>The stash for an actor of <paramref name="actorType"/>: without limit, or with the one its Props or mailbox give.</summary>
    public static IStash CreateStash(this IActorContext context, Type actorType)
    {
        var capacity = -1;
        if (typeof(IWithStash).IsAssignableFrom(actorType))
        {
            capacity = context.Props.Deploy.StashCapacity;
            if (capacity == Deploy.NoStashSize)
                capacity = context.System.Settings.Config.GetInt("akka.actor.default-mailbox.stash-capacity", -1);
        }

        return new ActorStash((ActorCell)context, capacity);
    }
}
