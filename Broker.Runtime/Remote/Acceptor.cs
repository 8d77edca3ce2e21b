using Broker.Runtime.Actor;
using Broker.Runtime.Event;
using Broker.Runtime.Remote.Handshake;
using Broker.Runtime.Remote.Heartbeat;
using Broker.Runtime.Remote.Transport;
using Broker.Runtime.Remote.Wire;

namespace Broker.Runtime.Remote;

/// <summary>Takes accepted connections through their handshake: bounded in number and in time, one log line for each refusal.</summary>
internal sealed class Acceptor(Remoting remoting, RemoteSettings settings)
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _halfOpen;

    /// <summary>The node knows its own address, so handshakes can begin.</summary>
    public void Open() => _open.SetResult();

    /// <summary>Called by the transport for each connection; returns at once.</summary>
    public void Accept(ITransportConnection connection)
    {
        if (remoting.IsStopping || Interlocked.Increment(ref _halfOpen) > settings.HalfOpenConnections)
        {
            Interlocked.Decrement(ref _halfOpen);
            remoting.Counters.AddRefusedConnection();
            connection.Abort();
            _ = connection.DisposeAsync().AsTask();
            return;
        }

        _ = AcceptAsync(connection);
    }

    private async Task AcceptAsync(ITransportConnection connection)
    {
        bool taken = false;
        try
        {
            await _open.Task.ConfigureAwait(false);
            (PeerIdentity peer, Lane lane) = await remoting.WithDeadlineAsync(
                settings.HandshakeTimeout,
                token => HandshakeRunner.AcceptAsync(connection, remoting.Self, settings.SharedSecret, (p, _) => remoting.IsStopping ? RefusalCode.Stopping : remoting.Meet(p), token),
                CancellationToken.None).ConfigureAwait(false);
            taken = true;
            HandOver(connection, peer, lane);
        }
        catch (Exception e)
        {
            // A stranger's mistake or a lost connection; it costs one line and this connection.
            remoting.Counters.AddRefusedConnection();
            remoting.Log.Warning("A connection from {0} was refused: {1}", connection.RemoteEndPoint, e.Message);
        }
        finally
        {
            Interlocked.Decrement(ref _halfOpen);
            if (!taken)
            {
                connection.Abort();
                await connection.DisposeAsync().ConfigureAwait(false);
            }
        }
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
}
