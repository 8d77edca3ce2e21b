using Broker.Runtime.Actor.Internal;

namespace Broker.Runtime.Actor;

/// <summary>Sending in the name of the actor whose code is running.</summary>
public static class ActorRefImplicitSenderExtensions
{
    /// <summary>Sends <paramref name="message"/> with the running actor, if any, as sender.</summary>
    public static void Tell(this IActorRef receiver, object message) => receiver.Tell(message, CurrentCell.Value?.Self);

    /// <summary>Sends <paramref name="message"/> with the sender of the message that is being handled.</summary>
    public static void Forward(this IActorRef receiver, object message) => receiver.Tell(message, CurrentCell.Value?.Sender);
}
