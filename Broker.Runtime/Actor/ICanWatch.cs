namespace Broker.Runtime.Actor;

/// <summary>Something that can be told when actors end.</summary>
public interface ICanWatch
{
    /// <summary>Asks for a <see cref="Terminated"/> when <paramref name="subject"/> ends; at once if it has ended.</summary>
    IActorRef Watch(IActorRef subject);

    /// <summary>Asks for <paramref name="message"/> instead of a <see cref="Terminated"/>.</summary>
    IActorRef WatchWith(IActorRef subject, object message);

    /// <summary>Withdraws a watch; no <see cref="Terminated"/> comes after it, not even one already queued.</summary>
    IActorRef Unwatch(IActorRef subject);
}
