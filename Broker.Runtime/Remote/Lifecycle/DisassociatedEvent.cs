using Broker.Runtime.Actor;
using Broker.Runtime.Event;

namespace Broker.Runtime.Remote;

/// <summary>The connection to or from another node ended.</summary>
public sealed class DisassociatedEvent : AssociationEvent
{
    /// <summary>Creates the event.</summary>
    public DisassociatedEvent(Address localAddress, Address remoteAddress, bool inbound)
        : base("Disassociated", localAddress, remoteAddress, inbound)
    {
    }

    /// <inheritdoc />
    public override LogLevel LogLevel() => Event.LogLevel.DebugLevel;
}
