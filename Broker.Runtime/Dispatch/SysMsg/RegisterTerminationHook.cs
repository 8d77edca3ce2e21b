namespace Broker.Runtime.Dispatch.SysMsg;

/// <summary>Sent to the system guardian by an actor it has to wait for before the engine's actors end.</summary>
public sealed class RegisterTerminationHook
{
    private RegisterTerminationHook()
    {
    }

    /// <summary>The only instance.</summary>
    public static RegisterTerminationHook Instance { get; } = new();
}
