using Broker.Runtime.Actor.Internal;

namespace Broker.Runtime.Actor;

/// <summary>Cancels scheduled work, and can itself be cancelled by the scheduler.</summary>
/// <remarks>A token is made only when somebody asks for it; cancelling without one is a single write.</remarks>
public class Cancelable : ICancelable, IDisposable
{
    private readonly IActionScheduler _scheduler;
    private CancellationTokenSource? _source;
    private volatile bool _cancelled;
    private IScheduledWork? _work;

    /// <summary>Creates it; the scheduler is used for <see cref="CancelAfter(TimeSpan)"/>.</summary>
    public Cancelable(IScheduler scheduler)
        : this(scheduler.Advanced)
    {
    }

    /// <summary>Creates it; the scheduler is used for <see cref="CancelAfter(TimeSpan)"/>.</summary>
    public Cancelable(IActionScheduler scheduler) => _scheduler = scheduler;

    /// <summary>Creates it, to be cancelled after <paramref name="delay"/>.</summary>
    public Cancelable(IScheduler scheduler, TimeSpan delay)
        : this(scheduler.Advanced, delay)
    {
    }

    /// <summary>Creates it, to be cancelled after <paramref name="delay"/>.</summary>
    public Cancelable(IActionScheduler scheduler, TimeSpan delay)
        : this(scheduler) => CancelAfter(delay);

    /// <summary>Creates it, to be cancelled after that many milliseconds.</summary>
    public Cancelable(IScheduler scheduler, int millisecondsDelay)
        : this(scheduler, TimeSpan.FromMilliseconds(millisecondsDelay))
    {
    }

    /// <inheritdoc />
    public bool IsCancellationRequested => _cancelled;

    /// <summary>True after <see cref="Dispose()"/>.</summary>
    public bool IsDisposed { get; private set; }

    /// <inheritdoc />
    public CancellationToken Token
    {
        get
        {
            if (_source is null)
                Interlocked.CompareExchange(ref _source, new CancellationTokenSource(), null);
            if (_cancelled)
                _source.Cancel();
            return _source.Token;
        }
    }

    /// <summary>One that is cancelled already.</summary>
    public static ICancelable CreateCanceled() => AlreadyCanceled.Instance;

    /// <summary>One that is cancelled when any of the others is.</summary>
    public static ICancelable CreateLinkedCancelable(IScheduler scheduler, params ICancelable[] cancelables)
    {
        var linked = new Cancelable(scheduler);
        foreach (var one in cancelables)
            one.Token.UnsafeRegister(static state => ((Cancelable)state!).Cancel(), linked);
        return linked;
    }

    /// <inheritdoc />
    public void Cancel() => Cancel(false);

    /// <inheritdoc />
    public void Cancel(bool throwOnFirstException)
    {
        _cancelled = true;
        _source?.Cancel(throwOnFirstException);
        Volatile.Read(ref _work)?.Remove();
    }

    /// <inheritdoc />
    public void CancelAfter(TimeSpan delay) => _scheduler.ScheduleOnce(delay, Cancel);

    /// <inheritdoc />
    public void CancelAfter(int millisecondsDelay) => CancelAfter(TimeSpan.FromMilliseconds(millisecondsDelay));

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Tells which work a cancellation takes out of its scheduler at once.</summary>
    internal void Attach(IScheduledWork work)
    {
        Volatile.Write(ref _work, work);
        if (_cancelled)
            work.Remove();
    }

    /// <summary>Gives up the token.</summary>
    protected virtual void Dispose(bool disposing)
    {
        IsDisposed = true;
        if (disposing)
            _source?.Dispose();
    }
}
