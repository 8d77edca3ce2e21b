using Broker.Runtime.Dispatch.SysMsg;
using Broker.Runtime.Event;

namespace Broker.Runtime.Actor.Internal;

/// <summary>Stands above the root: learns when the whole tree has ended, and ends it when a failure comes this far.</summary>
internal sealed class RootGuardianSupervisor(RootActorPath root, EventStream eventStream) : MinimalActorRef
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override ActorPath Path { get; } = root / "_bubble-walker";

    public override IActorRefProvider Provider => throw new NotSupportedException("The supervisor of the root has no provider.");

    public Task Ended => _ended.Task;

    public override void SendSystemMessage(ISystemMessage message)
    {
        switch (message)
        {
            case Failed failed:
                eventStream.Publish(new Error(failed.Cause, "root", GetType(), $"The system ends because {failed.Child} failed."));
                ((IInternalActorRef)failed.Child).Stop();
                break;
            case DeathWatchNotification:
                _ended.TrySetResult();
                break;
        }
    }
}
