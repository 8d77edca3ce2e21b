namespace Broker.Runtime.Actor;

/// <summary>Something that can be cancelled.</summary>
public interface ICancelable
{
    /// <summary>True once it has been cancelled.</summary>
    bool IsCancellationRequested { get; }

    /// <summary>Follows the cancellation.</summary>
    CancellationToken Token { get; }

    /// <summary>Cancels.</summary>
    void Cancel();

    /// <summary>Cancels; <paramref name="throwOnFirstException"/> is about what registered callbacks throw.</summary>
    void Cancel(bool throwOnFirstException);

    /// <summary>Cancels later.</summary>
    void CancelAfter(TimeSpan delay);

    /// <summary>Cancels after that many milliseconds.</summary>
    void CancelAfter(int millisecondsDelay);
}
