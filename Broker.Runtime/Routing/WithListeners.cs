using Broker.Runtime.Actor;

namespace Broker.Runtime.Routing;

/// <summary>Do something with each listener.</summary>
public sealed class WithListeners(Action<IActorRef> listenerFunction) : ListenerMessage
{
    /// <summary>What to do.</summary>
    public Action<IActorRef> ListenerFunction { get; } = listenerFunction;
}
