namespace Broker.Runtime.Dispatch.SysMsg;

/// <summary>Tells those who asked for it that the user's actors have ended; they answer with <see cref="TerminationHookDone"/>.</summary>
public sealed class TerminationHook
{
    private TerminationHook()
    {
    }

    /// <summary>The only instance.</summary>
    public static TerminationHook Instance { get; } = new();
}
