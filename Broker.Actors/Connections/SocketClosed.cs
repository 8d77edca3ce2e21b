namespace Broker.Actors.Connections;

/// <summary>Socket to connection: reader and writer have ended, or the client went away before the handshake was answered.</summary>
public sealed class SocketClosed
{
    public static readonly SocketClosed Instance = new();

    private SocketClosed()
    {
    }
}
