using System.Globalization;

namespace Broker.Runtime.TestKit.Extensions;

/// <summary>Tasks that have to end in time.</summary>
public static class TaskExtensions
{
    /// <summary>Whether a task ends in time; what it throws is thrown.</summary>
    public static async Task<bool> AwaitWithTimeout(this Task parentTask, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        if (await Task.WhenAny(parentTask, Task.Delay(timeout, cancellationToken)).ConfigureAwait(false) != parentTask)
            return false;
        await parentTask.ConfigureAwait(false);
        return true;
    }

    /// <summary>The result of a task that has to end in time.</summary>
    /// <exception cref="TimeoutException">It did not.</exception>
    public static Task<T> WithTimeout<T>(this Task<T> parentTask, TimeSpan timeout, CancellationToken cancellationToken = default) =>
        parentTask.WaitAsync(timeout, cancellationToken);

    /// <summary>A task has to end in time.</summary>
    public static async Task ShouldCompleteWithin(this Task task, TimeSpan timeout, string because = "", params object[] becauseArgs)
    {
        if (!await task.AwaitWithTimeout(timeout).ConfigureAwait(false))
            throw new TimeoutException($"The task did not end within {timeout}{Because(because, becauseArgs)}.");
    }

    /// <summary>A task has to end in time; gives its result.</summary>
    public static async Task<T> ShouldCompleteWithin<T>(this Task<T> task, TimeSpan timeout, string because = "", params object[] becauseArgs)
    {
        await ((Task)task).ShouldCompleteWithin(timeout, because, becauseArgs).ConfigureAwait(false);
        return await task.ConfigureAwait(false);
    }

    /// <summary>A task has to end in time with this result.</summary>
    public static async Task ShouldCompleteWithin<T>(this Task<T> task, T expected, TimeSpan timeout, string because = "", params object[] becauseArgs)
    {
        T actual = await task.ShouldCompleteWithin(timeout, because, becauseArgs).ConfigureAwait(false);
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
            throw new InvalidOperationException($"Expected {expected} but found {actual}{Because(because, becauseArgs)}.");
    }

    /// <summary>A task has to fail in time with such an exception, which is given.</summary>
    public static async Task<T> ShouldThrowWithin<T>(this Task task, TimeSpan timeout, string because = "", params object[] becauseArgs)
        where T : Exception
    {
        try
        {
            await task.ShouldCompleteWithin(timeout, because, becauseArgs).ConfigureAwait(false);
        }
        catch (T e)
        {
            return e;
        }

        throw new InvalidOperationException($"Expected {typeof(T)} but nothing was thrown{Because(because, becauseArgs)}.");
    }

    /// <summary>A task has to fail in time with such an exception of the same text.</summary>
    public static async Task ShouldThrowWithin<T>(this Task task, T expected, TimeSpan timeout, string because = "", params object[] becauseArgs)
        where T : Exception
    {
        T actual = await task.ShouldThrowWithin<T>(timeout, because, becauseArgs).ConfigureAwait(false);
        if (actual.Message != expected.Message)
            throw new InvalidOperationException($"Expected \"{expected.Message}\" but found \"{actual.Message}\"{Because(because, becauseArgs)}.");
    }

    private static string Because(string because, object[] arguments) =>
        because.Length == 0 ? "" : " because " + string.Format(CultureInfo.InvariantCulture, because, arguments);
}
