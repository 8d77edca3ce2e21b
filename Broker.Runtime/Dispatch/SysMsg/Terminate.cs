using Broker.Runtime.Actor;
using Broker.Runtime.Event;

namespace Broker.Runtime.Dispatch.SysMsg;

/// <summary>The actor stops.</summary>
public sealed class Terminate : SystemMessage, IPossiblyHarmful, IDeadLetterSuppression
{
    /// <inheritdoc />
    public override string ToString() => "<Terminate>";
}
