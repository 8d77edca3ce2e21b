namespace Broker.Runtime.Actor.Internal;

/// <summary>Is cancelled from the beginning.</summary>
internal sealed class AlreadyCanceled : ICancelable
{
    public static readonly AlreadyCanceled Instance = new();

    public bool IsCancellationRequested => true;

    public CancellationToken Token { get; } = new(true);

    public void Cancel()
    {
    }

    public void Cancel(bool throwOnFirstException)
    {
    }

    public void CancelAfter(TimeSpan delay)
    {
    }

    public void CancelAfter(int millisecondsDelay)
    {
    }
}
