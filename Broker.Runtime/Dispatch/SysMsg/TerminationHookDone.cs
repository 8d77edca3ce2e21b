namespace Broker.Runtime.Dispatch.SysMsg;

/// <summary>The answer to <see cref="TerminationHook"/>: the engine's actors may end.</summary>
public sealed class TerminationHookDone
{
    private TerminationHookDone()
    {
    }

    /// <summary>The only instance.</summary>
    public static TerminationHookDone Instance { get; } = new();
}
