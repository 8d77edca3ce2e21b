using Broker.Runtime.Actor;

namespace Broker.Runtime.Routing;

/// <summary>Let an actor listen.</summary>
public sealed class Listen(IActorRef listener) : ListenerMessage
{
    /// <summary>Who shall listen.</summary>
    public IActorRef Listener { get; } = listener;
}
