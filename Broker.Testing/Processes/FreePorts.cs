using System.Net;
using System.Net.Sockets;

namespace Broker.Testing.Processes;

/// <summary>Hands out loopback ports that nobody listens on.</summary>
/// <remarks>
/// They lie below the range the system takes ports of outgoing connections from (32768 and up on Linux), so nothing
/// takes one between the choice and the node's start, or while a killed node is down.
/// </remarks>
public static class FreePorts
{
    private const int First = 20_000;
    private const int Count = 10_000;

    private static int _next = Environment.ProcessId * 97 % Count;

    /// <summary>The next free port; never the same twice in one process.</summary>
    public static int Next()
    {
        for (var tried = 0; tried < Count; tried++)
        {
            var port = First + (Interlocked.Increment(ref _next) % Count);
            if (IsFree(port))
            {
                return port;
            }
        }

        throw new InvalidOperationException($"No free port from {First} to {First + Count - 1}");
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
