using Broker.Runtime.Actor;

namespace Broker.Runtime.Routing;

/// <summary>The listeners of an actor; only that actor uses it.</summary>
public class ListenerSupport
{
    /// <summary>Who listens.</summary>
    protected readonly HashSet<IActorRef> Listeners = [];

    /// <summary>Handles <see cref="ListenerMessage"/>s.</summary>
    public Receive ListenerReceive => message =>
    {
        switch (message)
        {
            case Listen listen:
                Add(listen.Listener);
                return true;
            case Deafen deafen:
                Remove(deafen.Listener);
                return true;
            case WithListeners with:
                foreach (var listener in Listeners)
                    with.ListenerFunction(listener);
                return true;
            default:
                return false;
        }
    };

    /// <summary>Adds a listener.</summary>
    public void Add(IActorRef actor) => Listeners.Add(actor);

    /// <summary>Removes a listener.</summary>
    public void Remove(IActorRef actor) => Listeners.Remove(actor);

    /// <summary>Sends to all listeners, as the actor that handles a message now.</summary>
    public void Gossip(object message)
    {
        foreach (var listener in Listeners)
            listener.Tell(message);
    }

    /// <summary>Sends to all listeners.</summary>
    public void Gossip(object message, IActorRef sender)
    {
        foreach (var listener in Listeners)
            listener.Tell(message, sender);
    }
}
