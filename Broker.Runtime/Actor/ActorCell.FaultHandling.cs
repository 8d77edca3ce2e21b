using Broker.Runtime.Dispatch.SysMsg;
using Broker.Runtime.Event;

namespace Broker.Runtime.Actor;

/// <content>Start, failure, restart and end (Akka's documentation "What Restarting Means").</content>
public sealed partial class ActorCell
{
    private IActorRef? _perpetrator;
    private Exception? _recreationCause;
    private bool _awaitsCreation;
    private volatile bool _terminating;

    private bool IsFailed => _perpetrator is not null;

    internal void Suspend() => SendSystemMessage(new Dispatch.SysMsg.Suspend());

    internal void Resume(Exception? causedByFailure) => SendSystemMessage(new Dispatch.SysMsg.Resume(causedByFailure));

    internal void Restart(Exception cause) => SendSystemMessage(new Recreate(cause));

    private void CreateInstance()
    {
        try
        {
            _actor = NewActor();
            _actor.AroundPreStart();
            LogLifecycle("started");
        }
        catch (Exception e)
        {
            ClearActor();
            throw e as ActorInitializationException ?? new ActorInitializationException(Self, "Exception during creation", e);
        }
    }

    private void HandleInvokeFailure(Exception cause)
    {
        if (IsTerminated)
            return;
        if (_terminating)
        {
            Publish(new Error(cause, Self.Path.ToString(), Props.Type, "failed while it was ending: " + cause.Message));
            return;
        }

        try
        {
            Mailbox.Suspend();
            var perpetrator = _perpetrator;
            if (!IsFailed)
                _perpetrator = Self;
            foreach (var child in _children?.All() ?? [])
            {
                // The child whose failure went up is suspended already.
                if (!child.Equals(perpetrator))
                    child.Suspend();
            }

            Parent.SendSystemMessage(new Failed(Self, cause, Self.Path.Uid));
        }
        catch (Exception e)
        {
            // Supervision itself failed: the last thing that can be done is to end the actor.
            Publish(new Error(e, Self.Path.ToString(), Props.Type, "emergency stop: failure handling failed for " + cause.GetType().Name));
            foreach (var child in _children?.All() ?? [])
                child.Stop();
            FinishTermination();
        }
    }

    private void FaultSuspend()
    {
        Mailbox.Suspend();
        SuspendChildren();
    }

    private void FaultResume(Exception? causedByFailure)
    {
        if (_actor is null)
        {
            FaultCreate("changing Resume into Create");
            return;
        }

        var perpetrator = _perpetrator;
        Mailbox.Resume();
        if (causedByFailure is not null)
        {
            _perpetrator = null;
            if (_asyncHandlers == 0 && CurrentMessage is { } message)
                FinishMessage(message);
        }

        ResumeChildren(causedByFailure, perpetrator);
    }

    private void FaultRecreate(Exception cause)
    {
        if (_terminating)
            return;
        if (_actor is null)
        {
            FaultCreate($"changing Recreate into Create after {cause}");
            return;
        }

        if (_recreationCause is not null)
            return;
        LogLifecycle("restarting");
        _timers?.CancelAll();
        try
        {
            _actor.AroundPreRestart(cause, CurrentMessage);
        }
        catch (Exception e)
        {
            var failure = new PreRestartException(Self, e, cause, CurrentMessage);
            Publish(new Error(failure, Self.Path.ToString(), _actor.GetType(), e.Message));
        }
        finally
        {
            ClearActor();
        }

        _recreationCause = cause;
        ContinueAfterChildren();
    }

    // The actor never started; its supervisor wants another try.
    private void FaultCreate(string instead)
    {
        if (_awaitsCreation)
            return;
        Publish(new Error(null, Self.Path.ToString(), Props.Type, instead));
        foreach (var child in _children?.All() ?? [])
            Stop(child);
        _awaitsCreation = true;
        ContinueAfterChildren();
    }

    /// <summary>Goes on with a restart or the end when the children it waits for have ended.</summary>
    private void ContinueAfterChildren()
    {
        if (_terminating)
        {
            if (_children is not { Count: > 0 } && !IsTerminated)
                FinishTermination();
        }
        else if (_recreationCause is { } cause && _children is not { AnyDying: true })
        {
            _recreationCause = null;
            FinishRecreate(cause);
        }
        else if (_awaitsCreation && _children is not { AnyDying: true })
        {
            _awaitsCreation = false;
            FinishCreate();
        }
    }

    private void FinishCreate()
    {
        Mailbox.Resume();
        _perpetrator = null;
        CurrentMessage = null;
        _sender = null;
        SetReceiveTimeout(null);
        try
        {
            CreateInstance();
        }
        catch (Exception e)
        {
            HandleInvokeFailure(e);
        }
    }

    private void FinishRecreate(Exception cause)
    {
        var survivors = _children?.All() ?? [];
        try
        {
            Mailbox.Resume();
            _perpetrator = null;
            CurrentMessage = null;
            _sender = null;
            SetReceiveTimeout(null);
            _actor = NewActor();
            _actor.AroundPostRestart(cause, null);
            LogLifecycle("restarted");
        }
        catch (Exception e)
        {
            ClearActor();
            HandleInvokeFailure(new PostRestartException(Self, e, cause));
            return;
        }

        foreach (var child in survivors)
            child.Restart(cause);
    }

    private void TerminateSelf()
    {
        if (_terminating)
            return;
        SetReceiveTimeout(null);
        UnwatchAll();
        _terminating = true;
        Mailbox.Suspend();
        _perpetrator = Self;
        _timers?.CancelAll();

        // A guardian is given children by other threads: either they see that it ends, or it sees their table.
        Interlocked.MemoryBarrier();
        _children?.Close();
        foreach (var child in _children?.All() ?? [])
            Stop(child);
        ContinueAfterChildren();
    }

    private void FinishTermination()
    {
        var actor = _actor;
        _terminating = true;
        try
        {
            actor?.AroundPostStop();
            LogLifecycle("stopped");
        }
        catch (Exception e)
        {
            Publish(new Error(e, Self.Path.ToString(), actor!.GetType(), "PostStop failed: " + e.Message));
        }

        ClearActor();
        Mailbox.Close();
        Parent.SendSystemMessage(new DeathWatchNotification(Self, existenceConfirmed: true, addressTerminated: false));
        TellWatchers();
        UnwatchAll();
        _behavior = null;
        _behaviorsBelow = null;
        CurrentMessage = null;
        _sender = null;
    }

    private void LogLifecycle(string what)
    {
        if (SystemImpl.Settings.DebugLifecycle)
            Publish(new Debug(Self.Path.ToString(), Props.Type, what));
    }
}
