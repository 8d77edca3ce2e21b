using System.Net;
using Broker.Runtime.Actor;
using Broker.Runtime.Remote.Handshake;
using Broker.Runtime.Remote.Heartbeat;
using Broker.Runtime.Remote.Tls;
using Broker.Runtime.Remote.Transport;
using Broker.Runtime.Remote.Wire;

namespace Broker.Runtime.Remote;

/// <summary>Takes accepted connections through their handshakes: bounded in number and in time, at most one log line for each.</summary>
/// <param name="remoting">This node.</param>
/// <param name="settings">The bounds.</param>
/// <param name="credentials">Judges certificates; null without TLS.</param>
internal sealed class Acceptor(Remoting remoting, RemoteSettings settings, TlsCredentials? credentials)
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HalfOpenState _halfOpen = new(settings.HalfOpenConnections, settings.HalfOpenConnectionsPerAddress);

    /// <summary>The node knows its own address, so handshakes can begin.</summary>
    public void Open() => _open.SetResult();

    /// <summary>Called by the transport for each connection; returns at once.</summary>
    public void Accept(ITransportConnection connection)
    {
        string address = AddressOf(connection.RemoteEndPoint);
        bool entered;
        lock (_halfOpen)
            entered = _halfOpen.TryEnter(address);
        if (entered && !remoting.IsStopping)
        {
            _ = AcceptAsync(connection, address);
            return;
        }

        if (entered)
            Leave(address);
        else
            remoting.Refused(connection.RemoteEndPoint, "too many connections are in their handshake");
        connection.Abort();
        _ = connection.DisposeAsync().AsTask();
    }

    private async Task AcceptAsync(ITransportConnection connection, string address)
    {
        bool taken = false;
        try
        {
            await _open.Task.ConfigureAwait(false);
            (PeerIdentity peer, Lane lane) = await remoting.WithDeadlineAsync(
                settings.HandshakeTimeout, token => ProveAsync(connection, token), CancellationToken.None).ConfigureAwait(false);
            taken = true;
            HandOver(connection, peer, lane);
        }
        catch (Exception e)
        {
            // A stranger's mistake or a lost connection; it costs at most one line and this connection.
            remoting.Refused(connection.RemoteEndPoint, e.Message);
        }
        finally
        {
            Leave(address);
            if (!taken)
            {
                connection.Abort();
                await connection.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task<(PeerIdentity Peer, Lane Lane)> ProveAsync(ITransportConnection connection, CancellationToken cancellationToken)
    {
        await connection.SecureAsync(cancellationToken).ConfigureAwait(false);
        return await HandshakeRunner.AcceptAsync(
            connection, remoting.Self, (peer, _) => Decide(connection, peer), cancellationToken).ConfigureAwait(false);
    }

    private RefusalCode Decide(ITransportConnection connection, PeerIdentity peer)
    {
        if (remoting.IsStopping)
            return RefusalCode.Stopping;
        if (credentials is not null && !(Address.TryParse(peer.Address, out Address? address) && credentials.IsFor(connection.RemoteCertificate, address.Host ?? "")))
            return RefusalCode.Certificate;
        return remoting.Meet(peer);
    }

    private void Leave(string address)
    {
        lock (_halfOpen)
            _halfOpen.Leave(address);
    }

    private void HandOver(ITransportConnection connection, PeerIdentity peer, Lane lane)
    {
        if (lane != Lane.Heartbeat)
            remoting.AssociationOf(Address.Parse(peer.Address)).StartInbound(connection, peer, lane);
        else if (connection is TcpConnection tcp && remoting.Heartbeats is TcpHeartbeatLane heartbeats)
            heartbeats.Adopt(tcp.Detach(), peer);
        else
            connection.Abort();
    }

    private static string AddressOf(string endPoint) =>
        IPEndPoint.TryParse(endPoint, out IPEndPoint? parsed) ? parsed.Address.ToString() : endPoint;
}
