using Broker.Runtime.Actor;
using Broker.Runtime.Event;

namespace Broker.Runtime.Remote;

/// <summary>A connection to or from another node could not be made, or broke.</summary>
public sealed class AssociationErrorEvent : AssociationEvent
{
    private readonly LogLevel _level;

    /// <summary>Creates the event.</summary>
    public AssociationErrorEvent(Exception cause, Address localAddress, Address remoteAddress, bool inbound, LogLevel level)
        : base("AssociationError", localAddress, remoteAddress, inbound)
    {
        Cause = cause;
        _level = level;
    }

    /// <summary>Why.</summary>
    public Exception Cause { get; }

    /// <inheritdoc />
    public override LogLevel LogLevel() => _level;

    /// <inheritdoc />
    public override string ToString() => $"{base.ToString()}: {Cause.Message}";
}
