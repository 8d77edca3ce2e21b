using Broker.Runtime.Actor;

namespace Broker.Runtime.Routing;

/// <summary>Let an actor listen no longer.</summary>
public sealed class Deafen(IActorRef listener) : ListenerMessage
{
    /// <summary>Who has listened.</summary>
    public IActorRef Listener { get; } = listener;
}
