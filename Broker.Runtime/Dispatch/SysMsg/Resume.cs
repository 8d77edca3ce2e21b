namespace Broker.Runtime.Dispatch.SysMsg;

/// <summary>The actor handles user messages again.</summary>
public sealed class Resume(Exception? causedByFailure) : SystemMessage
{
    /// <summary>The actor's own failure that led to its suspension, or null when it was suspended with its parent.</summary>
    public Exception? CausedByFailure { get; set; } = causedByFailure;

    /// <inheritdoc />
    public override string ToString() => $"<Resume>: {CausedByFailure?.GetType().Name}";
}
