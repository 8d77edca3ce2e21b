using Broker.Runtime.Dispatch;
using Broker.Runtime.Dispatch.SysMsg;

namespace Broker.Runtime.Actor;

/// <content>Asynchronous handlers: the actor takes no other user message until they have ended.</content>
public sealed partial class ActorCell
{
    private ActorSynchronizationContext? _asyncContext;
    private int _asyncHandlers;

    internal void RunTask(Func<Task> action) => RunTask(static (run, _) => run(), action, 0);

    internal void RunTask<T>(Func<T, Task> action, T argument) => RunTask(static (run, a) => run(a), action, argument);

    private void RunTask<TAction, TArgument>(Func<TAction, TArgument, Task> run, TAction action, TArgument argument)
    {
        var outer = SynchronizationContext.Current;
        Task task;
        SynchronizationContext.SetSynchronizationContext(_asyncContext ??= new ActorSynchronizationContext(this));
        try
        {
            task = run(action, argument);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }

        if (task.IsCompleted)
        {
            task.GetAwaiter().GetResult();
            return;
        }

        _asyncHandlers++;
        Mailbox.Suspend();
        task.ContinueWith(
            static (done, actor) => ((ActorBase)actor!).Cell.SendSystemMessage(new AsyncHandlerDone((ActorBase)actor, Failure(done))),
            _actor,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private static Exception? Failure(Task done)
    {
        if (done.IsCompletedSuccessfully)
            return null;
        return done.IsCanceled ? new TaskCanceledException(done) : done.Exception!.InnerException;
    }

    private void RunContinuation(Continuation continuation)
    {
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(_asyncContext);
        try
        {
            continuation.Run();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    private void FinishAsyncHandler(AsyncHandlerDone done)
    {
        _asyncHandlers--;
        Mailbox.Resume();
        // An instance that was replaced while its handler ran has failed already, or is nobody's concern.
        if (done.Actor != _actor)
            return;
        if (done.Failure is not null)
            HandleInvokeFailure(done.Failure);
        else if (_asyncHandlers == 0 && CurrentMessage is { } message)
            FinishMessage(message);
    }
}
