using Broker.Runtime.Actor;

namespace Broker.Runtime.TestKit.TestActors;

/// <summary>Forwards every message, keeping its sender.</summary>
public class ForwardActor : ReceiveActor
{
    /// <summary>Forwards to <paramref name="target"/>.</summary>
    public ForwardActor(IActorRef target) => ReceiveAny(message => target.Tell(message, Sender));

    /// <summary>How to make one.</summary>
    public static Props Props(IActorRef target) => Actor.Props.Create(typeof(ForwardActor), target);
}
