namespace Broker.Node.WebSockets;

/// <summary>The threads that wait for the events of all sockets, one for each core, also handle them.</summary>
/// <remarks>
/// The runtime would else hand each event to its thread pool. Where messages are few that costs more than the message: two changes of
/// thread instead of none, and the pool wakes further threads to look for more work. So nothing that a socket's event leads to may
/// block, and what is much work goes to the pool (<c>docs/concurrency.md</c>).
/// </remarks>
internal static class SocketThreads
{
    /// <summary>The runtime's own switch; <c>0</c> in the process's environment leaves events to the pool.</summary>
    public const string Variable = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>Takes effect when called before the process has used a socket.</summary>
    public static void HandleEvents()
    {
        if (Environment.GetEnvironmentVariable(Variable) is null)
        {
            Environment.SetEnvironmentVariable(Variable, "1");
        }
    }
}
