namespace Broker.Runtime.TestKit;

/// <summary>Hides matching events from <see cref="TestEventListener"/> until it is disposed.</summary>
public interface IUnmutableFilter : IDisposable
{
    /// <summary>Shows them again.</summary>
    void Unmute();
}
