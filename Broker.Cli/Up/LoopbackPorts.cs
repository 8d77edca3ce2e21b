using System.Net;
using System.Net.Sockets;

namespace Broker.Cli.Up;

/// <summary>Finds out which loopback ports are free.</summary>
internal static class LoopbackPorts
{
    private const int Last = 65_535;

    public static bool IsFree(int port)
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

    /// <summary>The next free ports from a number on.</summary>
    public static IReadOnlyList<int> Free(int from, int count) =>
        [.. Enumerable.Range(from, Last - from).Where(IsFree).Take(count)];
}
