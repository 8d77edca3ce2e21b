using Broker.Runtime.Actor.Internal;
using Broker.Runtime.Dispatch.SysMsg;
using Broker.Runtime.Event;

namespace Broker.Runtime.Actor;

/// <content>What happens with each message.</content>
public sealed partial class ActorCell
{
    internal void Invoke(object message, IActorRef? sender)
    {
        CurrentMessage = message;
        _sender = sender;
        try
        {
            if (message is IAutoReceivedMessage)
                AutoReceive(message);
            else
                ReceiveMessage(message);
        }
        catch (Exception e)
        {
            // Whatever a user's actor throws is its supervisor's to decide about. The message stays current for PreRestart.
            HandleInvokeFailure(e);
            return;
        }

        if (_asyncHandlers == 0)
            FinishMessage(message);
    }

    /// <summary>Handles a message on a test's thread; what the actor throws comes out. The actor must have nothing else to do meanwhile.</summary>
    internal void InvokeFromTest(object message, IActorRef? sender) => UseThreadContext(() =>
    {
        CurrentMessage = message;
        _sender = sender;
        try
        {
            if (message is IAutoReceivedMessage)
                AutoReceive(message);
            else
                ReceiveMessage(message);
        }
        finally
        {
            FinishMessage(message);
        }
    });

    /// <summary>Runs code on a test's thread as if the actor ran it.</summary>
    internal void UseThreadContext(Action action)
    {
        var outer = CurrentCell.Value;
        CurrentCell.Value = this;
        try
        {
            action();
        }
        finally
        {
            CurrentCell.Value = outer;
        }
    }

    internal void SystemInvoke(SystemMessage message)
    {
        try
        {
            switch (message)
            {
                case Continuation continuation:
                    RunContinuation(continuation);
                    break;
                case AsyncHandlerDone done:
                    FinishAsyncHandler(done);
                    break;
                case DeathWatchNotification notification:
                    WatchedActorTerminated(notification.Actor, notification.ExistenceConfirmed, notification.AddressTerminated);
                    break;
                case Watch watch:
                    AddWatcher(watch.Watchee, watch.Watcher);
                    break;
                case Unwatch unwatch:
                    RemoveWatcher(unwatch.Watchee, unwatch.Watcher);
                    break;
                case Create:
                    CreateInstance();
                    break;
                case Terminate:
                    TerminateSelf();
                    break;
                case Failed failed:
                    HandleFailed(failed);
                    break;
                case Recreate recreate:
                    FaultRecreate(recreate.Cause);
                    break;
                case Dispatch.SysMsg.Suspend:
                    FaultSuspend();
                    break;
                case Dispatch.SysMsg.Resume resume:
                    FaultResume(resume.CausedByFailure);
                    break;
                default:
                    throw new NotSupportedException($"Unknown system message {message.GetType()}.");
            }
        }
        catch (Exception e)
        {
            HandleInvokeFailure(e);
        }
    }

    /// <summary>Answers what must be answered even by an actor that has ended.</summary>
    internal void SystemMessageAfterEnd(SystemMessage message)
    {
        switch (message)
        {
            case Watch watch when !watch.Watcher.Equals(Self):
                watch.Watcher.SendSystemMessage(new DeathWatchNotification(watch.Watchee, existenceConfirmed: false, addressTerminated: false));
                break;
            case Continuation continuation:
                // Nobody can disturb it any more, and its finally blocks have to run.
                SystemImpl.Dispatchers.DefaultGlobalDispatcher.Schedule(continuation.Run);
                break;
            case Failed failed when failed.Child is IInternalActorRef child:
                child.Stop();
                break;
        }
    }

    private void ReceiveMessage(object message) => _actor!.Deliver(_behavior!, message);

    private void AutoReceive(object message)
    {
        switch (message)
        {
            case TimerMessage timer:
                if (_timers?.Accept(timer) is { } due)
                {
                    CurrentMessage = due;
                    if (due is IAutoReceivedMessage)
                        AutoReceive(due);
                    else
                        ReceiveMessage(due);
                }

                break;
            case Terminated terminated:
                ReceivedTerminated(terminated);
                break;
            case ReceiveTimeoutDue timeoutDue:
                ReceiveTimeoutIsDue(timeoutDue);
                break;
            case AddressTerminated gone:
                AddressTerminated(gone.Address);
                break;
            case Kill:
                throw new ActorKilledException("Kill");
            case PoisonPill:
                Stop();
                break;
            case ActorSelectionMessage selection:
                Actor.ActorSelection.DeliverSelection(Self, _sender, selection);
                break;
            case Identify identify:
                Sender.Tell(new ActorIdentity(identify.MessageId, Self), Self);
                break;
            default:
                ReceiveMessage(message);
                break;
        }
    }

    private void FinishMessage(object message)
    {
        CurrentMessage = null;
        _sender = null;
        if (_receiveTimeout is not null && message is not INotInfluenceReceiveTimeout)
            _receiveTimeout.Touch();
    }

    private void Publish(LogEvent e) => SystemImpl.EventStream.Publish(e);
}
