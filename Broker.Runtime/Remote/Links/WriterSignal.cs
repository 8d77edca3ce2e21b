using System.Threading.Tasks.Sources;
using Broker.Runtime.Dispatch;

namespace Broker.Runtime.Remote.Links;

/// <summary>Wakes one waiter; a wake-up without a waiter is remembered. No allocation for either side.</summary>
/// <remarks>The waiter goes on after the turn that woke it, or in a turn of its own, so that what one actor's turn sends is written together.</remarks>
internal sealed class WriterSignal : IValueTaskSource, IThreadPoolWorkItem
{
    private readonly Lock _lock = new();
    private ManualResetValueTaskSourceCore<bool> _core;
    private bool _set;
    private bool _waiting;

    public void Set()
    {
        lock (_lock)
        {
            if (!_waiting)
            {
                _set = true;
                return;
            }

            _waiting = false;
        }

        if (!FollowUps.TryAdd(this))
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    void IThreadPoolWorkItem.Execute() => _core.SetResult(true);

    /// <summary>Ends at the next <see cref="Set"/>, or at once if one came since the last wait.</summary>
    public ValueTask WaitAsync()
    {
        lock (_lock)
        {
            if (_set)
            {
                _set = false;
                return ValueTask.CompletedTask;
            }

            _core.Reset();
            _waiting = true;
            return new ValueTask(this, _core.Version);
        }
    }

    void IValueTaskSource.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
