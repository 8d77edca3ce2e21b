using Broker.Runtime.Actor;

namespace Broker.Runtime.TestKit.Inbox;

/// <summary>The actor behind a test kit or probe: puts what it receives into the inbox.</summary>
internal sealed class InboxActor(MessageInbox inbox) : ActorBase
{
    private AutoPilot _autoPilot = AutoPilot.NoAutoPilot;
    private Func<object, bool>? _ignore;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case SetAutoPilot set:
                _autoPilot = set.AutoPilot;
                return true;
            case SetIgnore set:
                _ignore = set.Ignore;
                return true;
            case WatchActor watch:
                Context.Watch(watch.Target);
                Confirm(watch.Done, watch.Target);
                return true;
            case UnwatchActor unwatch:
                Context.Unwatch(unwatch.Target);
                Confirm(unwatch.Done, unwatch.Target);
                return true;
            case SpawnChild spawn:
                Spawn(spawn);
                return true;
            default:
                Keep(message);
                return true;
        }
    }

    private static void Confirm(TaskCompletionSource<IActorRef> done, IActorRef target) => done.TrySetResult(target);

    private static void Spawn(SpawnChild spawn)
    {
        try
        {
            var props = spawn.Strategy is null ? spawn.Props : spawn.Props.WithSupervisorStrategy(spawn.Strategy);
            spawn.Done.TrySetResult(Context.ActorOf(props, spawn.Name));
        }
        catch (Exception failure)
        {
            // The test, not this actor, made the mistake: it gets the exception.
            spawn.Done.TrySetException(failure);
        }
    }

    private void Keep(object message)
    {
        if (_ignore?.Invoke(message) == true)
            return;
        var next = _autoPilot.Run(Sender, message);
        if (next is not KeepRunning)
            _autoPilot = next;
        inbox.Add(new RealMessageEnvelope(message, Sender));
    }

    internal sealed record SetAutoPilot(AutoPilot AutoPilot) : INoSerializationVerificationNeeded;

    internal sealed record SetIgnore(Func<object, bool>? Ignore) : INoSerializationVerificationNeeded;

    internal sealed record WatchActor(IActorRef Target, TaskCompletionSource<IActorRef> Done) : INoSerializationVerificationNeeded;

    internal sealed record UnwatchActor(IActorRef Target, TaskCompletionSource<IActorRef> Done) : INoSerializationVerificationNeeded;

    internal sealed record SpawnChild(Props Props, string? Name, SupervisorStrategy? Strategy, TaskCompletionSource<IActorRef> Done)
        : INoSerializationVerificationNeeded;
}
