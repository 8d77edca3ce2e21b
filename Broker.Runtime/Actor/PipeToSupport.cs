namespace Broker.Runtime.Actor;

/// <summary>Sends the result of a task to an actor; a failure comes as <see cref="Status.Failure"/>.</summary>
public static class PipeToSupport
{
    /// <summary>Sends the result, changed by <paramref name="success"/> or <paramref name="failure"/> if given.</summary>
    public static async Task PipeTo<T>(
        this Task<T> taskToPipe,
        ICanTell recipient,
        IActorRef? sender = null,
        Func<T, object>? success = null,
        Func<Exception, object>? failure = null)
    {
        try
        {
            var result = await taskToPipe.ConfigureAwait(false);
            recipient.Tell(success is null ? result! : success(result), sender);
        }
        catch (Exception e)
        {
            // Whatever the task threw is the recipient's to handle.
            recipient.Tell(failure is null ? new Status.Failure(e) : failure(e), sender);
        }
    }

    /// <summary>Sends the result, changed by <paramref name="success"/> or <paramref name="failure"/> if given.</summary>
    public static Task PipeTo<T>(
        this ValueTask<T> taskToPipe,
        ICanTell recipient,
        IActorRef? sender = null,
        Func<T, object>? success = null,
        Func<Exception, object>? failure = null) => taskToPipe.AsTask().PipeTo(recipient, sender, success, failure);

    /// <summary>Sends what <paramref name="success"/> or <paramref name="failure"/> makes; without them only a failure is sent.</summary>
    public static async Task PipeTo(
        this Task taskToPipe,
        ICanTell recipient,
        IActorRef? sender = null,
        Func<object>? success = null,
        Func<Exception, object>? failure = null)
    {
        try
        {
            await taskToPipe.ConfigureAwait(false);
            if (success is not null)
                recipient.Tell(success(), sender);
        }
        catch (Exception e)
        {
            recipient.Tell(failure is null ? new Status.Failure(e) : failure(e), sender);
        }
    }

    /// <summary>Sends what <paramref name="success"/> or <paramref name="failure"/> makes; without them only a failure is sent.</summary>
    public static Task PipeTo(
        this ValueTask taskToPipe,
        ICanTell recipient,
        IActorRef? sender = null,
        Func<object>? success = null,
        Func<Exception, object>? failure = null) => taskToPipe.AsTask().PipeTo(recipient, sender, success, failure);

    /// <summary>Sends the result, changed by <paramref name="success"/> or <paramref name="failure"/> if given.</summary>
    /// <param name="taskToPipe">The task.</param>
    /// <param name="recipient">Who is sent the result.</param>
    /// <param name="useConfigureAwait">Whether the functions run in the caller's context instead of wherever the task ends.</param>
    /// <param name="sender">Who appears as the sender.</param>
    /// <param name="success">Makes the message of a result.</param>
    /// <param name="failure">Makes the message of a failure.</param>
    public static async Task PipeTo<T>(
        this Task<T> taskToPipe,
        ICanTell recipient,
        bool useConfigureAwait,
        IActorRef? sender = null,
        Func<T, object>? success = null,
        Func<Exception, object>? failure = null)
    {
        try
        {
            var result = await taskToPipe.ConfigureAwait(useConfigureAwait);
            recipient.Tell(success is null ? result! : success(result), sender);
        }
        catch (Exception e)
        {
            recipient.Tell(failure is null ? new Status.Failure(e) : failure(e), sender);
        }
    }

    /// <inheritdoc cref="PipeTo{T}(Task{T}, ICanTell, bool, IActorRef?, Func{T, object}?, Func{Exception, object}?)" />
    public static Task PipeTo<T>(
        this ValueTask<T> taskToPipe,
        ICanTell recipient,
        bool useConfigureAwait,
        IActorRef? sender = null,
        Func<T, object>? success = null,
        Func<Exception, object>? failure = null) => taskToPipe.AsTask().PipeTo(recipient, useConfigureAwait, sender, success, failure);

    /// <summary>Sends what <paramref name="success"/> or <paramref name="failure"/> makes; without them only a failure is sent.</summary>
    /// <param name="taskToPipe">The task.</param>
    /// <param name="recipient">Who is sent the result.</param>
    /// <param name="useConfigureAwait">Whether the functions run in the caller's context instead of wherever the task ends.</param>
    /// <param name="sender">Who appears as the sender.</param>
    /// <param name="success">Makes the message of the end.</param>
    /// <param name="failure">Makes the message of a failure.</param>
    public static async Task PipeTo(
        this Task taskToPipe,
        ICanTell recipient,
        bool useConfigureAwait,
        IActorRef? sender = null,
        Func<object>? success = null,
        Func<Exception, object>? failure = null)
    {
        try
        {
            await taskToPipe.ConfigureAwait(useConfigureAwait);
            if (success is not null)
                recipient.Tell(success(), sender);
        }
        catch (Exception e)
        {
            recipient.Tell(failure is null ? new Status.Failure(e) : failure(e), sender);
        }
    }

    /// <inheritdoc cref="PipeTo(Task, ICanTell, bool, IActorRef?, Func{object}?, Func{Exception, object}?)" />
    public static Task PipeTo(
        this ValueTask taskToPipe,
        ICanTell recipient,
        bool useConfigureAwait,
        IActorRef? sender = null,
        Func<object>? success = null,
        Func<Exception, object>? failure = null) => taskToPipe.AsTask().PipeTo(recipient, useConfigureAwait, sender, success, failure);
}
