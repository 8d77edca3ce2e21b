using Broker.Runtime.Actor;
using Broker.Runtime.Event;

namespace Broker.Runtime.Remote;

/// <summary>A connection to or from another node is up.</summary>
public sealed class AssociatedEvent : AssociationEvent
{
    /// <summary>Creates the event.</summary>
    public AssociatedEvent(Address localAddress, Address remoteAddress, bool inbound)
        : base("Associated", localAddress, remoteAddress, inbound)
    {
    }

    /// <inheritdoc />
    public override LogLevel LogLevel() => Event.LogLevel.DebugLevel;
}
