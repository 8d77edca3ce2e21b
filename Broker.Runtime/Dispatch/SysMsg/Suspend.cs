namespace Broker.Runtime.Dispatch.SysMsg;

/// <summary>The actor handles no more user messages until it is resumed.</summary>
public sealed class Suspend : SystemMessage
{
    /// <inheritdoc />
    public override string ToString() => "<Suspend>";
}
