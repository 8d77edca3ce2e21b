using Broker.Runtime.Actor;
using Broker.Runtime.Event;

namespace Broker.Runtime.Remote;

/// <summary>Remoting has started.</summary>
public sealed class RemotingListenEvent(IList<Address> listenAddresses) : RemotingLifecycleEvent
{
    /// <summary>The addresses under which other nodes reach this one.</summary>
    public IList<Address> ListenAddresses { get; } = listenAddresses;

    /// <inheritdoc />
    public override LogLevel LogLevel() => Event.LogLevel.InfoLevel;

    /// <inheritdoc />
    public override string ToString() => $"Remoting now listens on addresses: [{string.Join(", ", ListenAddresses)}]";
}
