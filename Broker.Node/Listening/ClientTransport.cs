using System.Net;
using System.Net.Sockets;
using Broker.Node.Configuration;
using Broker.Node.Http;
using Broker.Node.WebSockets;
using Broker.Protocol.Limits;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace Broker.Node.Listening;

/// <summary>Listens for clients in place of the HTTP server's own transport, so that WebSockets need none of it.</summary>
/// <remarks>
/// Of an idle connection's memory more than the broker's own part belongs to the HTTP server and its transport, which only the
/// handshake needs. What is no plain WebSocket goes on to the server as if its own transport had accepted it.
/// </remarks>
internal sealed class ClientTransport(
    EarlyUpgrade upgrade,
    ConnectionRoom room,
    NodeLimits limits,
    SocketSweep sweep,
    TimeProvider time,
    IOptions<HttpOptions> options,
    SocketConnectionContextFactory server,
    ILogger<ClientListener> logger) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    // As many as the server's own transport lets wait to be accepted.
    private const int Backlog = 512;

    /// <inheritdoc/>
    public bool CanBind(EndPoint endpoint) => endpoint is IPEndPoint;

    /// <inheritdoc/>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        Socket? socket = null;
        try
        {
            socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
            socket.Listen(Backlog);
        }
        catch (SocketException e)
        {
            socket?.Dispose();
            throw e.SocketErrorCode == SocketError.AddressAlreadyInUse ? new AddressInUseException(e.Message, e) : e;
        }

        return new ValueTask<IConnectionListener>(new ClientListener(socket, upgrade, server, room, limits, sweep, time, options.Value.IdleTimeout, logger));
    }
}
