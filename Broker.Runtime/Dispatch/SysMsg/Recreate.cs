namespace Broker.Runtime.Dispatch.SysMsg;

/// <summary>Replaces the actor's instance after a failure.</summary>
public sealed class Recreate(Exception cause) : SystemMessage
{
    /// <summary>Why it is replaced.</summary>
    public Exception Cause { get; } = cause;

    /// <inheritdoc />
    public override string ToString() => $"<Recreate>: {Cause.GetType().Name}";
}
