namespace Broker.Runtime.Dispatch.SysMsg;

/// <summary>Marks the system queue of a mailbox that is closed for good.</summary>
public sealed class NoMessage : SystemMessage
{
    /// <inheritdoc />
    public override string ToString() => "<NoMessage>";
}
