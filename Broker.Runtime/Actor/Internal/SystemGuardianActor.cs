using Broker.Runtime.Dispatch.SysMsg;
using Broker.Runtime.Event;

namespace Broker.Runtime.Actor.Internal;

/// <summary>The parent of the engine's actors; ends after the user's actors, when all who asked to be waited for are done.</summary>
internal sealed class SystemGuardianActor(IActorRef userGuardian) : ActorBase
{
    private readonly HashSet<IActorRef> _hooks = [];
    private bool _terminating;

    protected override void PreStart() => Context.Watch(userGuardian);

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Terminated terminated when terminated.ActorRef.Equals(userGuardian):
                _terminating = true;
                foreach (var hook in _hooks)
                    hook.Tell(TerminationHook.Instance, Self);
                StopWhenDone();
                return true;
            case Terminated terminated:
                _hooks.Remove(terminated.ActorRef);
                StopWhenDone();
                return true;
            case RegisterTerminationHook when !_terminating:
                _hooks.Add(Sender);
                Context.Watch(Sender);
                return true;
            case TerminationHookDone:
                Context.Unwatch(Sender);
                _hooks.Remove(Sender);
                StopWhenDone();
                return true;
            default:
                Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender);
                return true;
        }
    }

    private void StopWhenDone()
    {
        if (_terminating && _hooks.Count == 0)
            Context.Stop(Self);
    }
}
