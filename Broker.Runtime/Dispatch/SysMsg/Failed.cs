using Broker.Runtime.Actor;

namespace Broker.Runtime.Dispatch.SysMsg;

/// <summary>A child tells its supervisor that it failed, and waits for the decision.</summary>
public sealed class Failed(IActorRef child, Exception cause, long uid) : SystemMessage
{
    /// <summary>Who failed.</summary>
    public IActorRef Child { get; } = child;

    /// <summary>Why.</summary>
    public Exception Cause { get; } = cause;

    /// <summary>The incarnation that failed.</summary>
    public long Uid { get; } = uid;

    /// <inheritdoc />
    public override string ToString() => $"<Failed>: {Child} ({Cause.GetType().Name})";
}
