using Broker.Runtime.Actor.Internal;

namespace Broker.Runtime.Dispatch;

/// <summary>Runs asynchronous code inside the actor that is handling a message.</summary>
public static class ActorTaskScheduler
{
    /// <summary>Runs <paramref name="action"/>; the actor handles its next message after it.</summary>
    public static void RunTask(Action action) => action();

    /// <summary>Runs <paramref name="asyncAction"/>; the actor handles its next message only when it has ended.</summary>
    public static void RunTask(Func<Task> asyncAction)
    {
        var cell = CurrentCell.Value ?? throw new InvalidOperationException("RunTask can be used only while an actor handles a message.");
        cell.RunTask(asyncAction);
    }
}
