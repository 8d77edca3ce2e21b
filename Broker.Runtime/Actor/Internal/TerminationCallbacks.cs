using Broker.Runtime.Event;

namespace Broker.Runtime.Actor.Internal;

/// <summary>What runs after the last actor of a system has ended, last registered first.</summary>
internal sealed class TerminationCallbacks
{
    private readonly Lock _gate = new();
    private readonly Stack<Action> _callbacks = new();
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _ran;

    public Task Done => _done.Task;

    public void Add(Action code)
    {
        lock (_gate)
        {
            if (_ran)
                throw new InvalidOperationException("The system has ended.");
            _callbacks.Push(code);
        }
    }

    public void Run(ILoggingAdapter log)
    {
        Action[] callbacks;
        lock (_gate)
        {
            if (_ran)
                return;
            _ran = true;
            callbacks = [.. _callbacks];
        }

        foreach (var callback in callbacks)
        {
            try
            {
                callback();
            }
            catch (Exception e)
            {
                // The others still have to run.
                log.Error(e, "A callback on termination failed.");
            }
        }

        _done.TrySetResult();
    }
}
