namespace Broker.Runtime.Actor.Internal;

/// <summary>The root of the tree; ends when the system guardian has.</summary>
internal sealed class RootGuardianActor : ActorBase
{
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case WatchSystemGuardian watch:
                Context.Watch(watch.SystemGuardian);
                return true;
            case Terminated:
                Context.Stop(Self);
                return true;
            default:
                return false;
        }
    }

    public sealed record WatchSystemGuardian(IActorRef SystemGuardian) : INoSerializationVerificationNeeded;
}
