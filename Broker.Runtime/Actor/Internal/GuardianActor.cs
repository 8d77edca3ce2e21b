using Broker.Runtime.Event;

namespace Broker.Runtime.Actor.Internal;

/// <summary>The parent of the user's actors; knows no message.</summary>
internal sealed class GuardianActor : ActorBase
{
    protected override bool Receive(object message)
    {
        Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender);
        return true;
    }
}
