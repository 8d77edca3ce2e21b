using System.Diagnostics.CodeAnalysis;
using Broker.Runtime.Actor;

namespace Broker.Runtime.Remote;

/// <summary>Something that happened to the association with another node.</summary>
public abstract class AssociationEvent : RemotingLifecycleEvent
{
    /// <summary>What happened, in one word.</summary>
    [SuppressMessage("Design", "CA1051", Justification = "A field in Akka.NET's API.")]
    protected readonly string EventName;

    private protected AssociationEvent(string eventName, Address localAddress, Address remoteAddress, bool inbound)
    {
        EventName = eventName;
        LocalAddress = localAddress;
        RemoteAddress = remoteAddress;
        IsInbound = inbound;
    }

    /// <summary>This node.</summary>
    public Address LocalAddress { get; protected set; }

    /// <summary>The other node.</summary>
    public Address RemoteAddress { get; protected set; }

    /// <summary>Whether the other node made the connection.</summary>
    public bool IsInbound { get; protected set; }

    /// <inheritdoc />
    public override string ToString() => $"{EventName} [{LocalAddress}] {(IsInbound ? "<-" : "->")} [{RemoteAddress}]";
}
