using System.Net;
using System.Net.Sockets;
using Broker.Runtime.Remote.Tls;

namespace Broker.Runtime.Remote.Transport;

/// <summary>Node connections over TCP.</summary>
internal sealed class TcpTransport : ITransport
{
    /// <summary>How long to wait before accepting again after the operating system refused, for example for want of descriptors.</summary>
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(200);

    private readonly TimeProvider _time;
    private readonly TlsCredentials? _credentials;
    private Socket? _listener;
    private Task _accepting = Task.CompletedTask;

    /// <param name="time">Paces what is tried again.</param>
    /// <param name="credentials">Null for connections without TLS.</param>
    public TcpTransport(TimeProvider time, TlsCredentials? credentials)
    {
        _time = time;
        _credentials = credentials;
    }

    public async ValueTask<int> ListenAsync(string host, int port, Action<ITransportConnection> accepted)
    {
        IPAddress address = await ResolveAsync(host, CancellationToken.None).ConfigureAwait(false);
        Socket listener = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // A restarted node must get its port back while old connections linger in TIME_WAIT.
            if (!OperatingSystem.IsWindows())
                listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            listener.Bind(new IPEndPoint(address, port));
            listener.Listen(512);
        }
        catch
        {
            listener.Dispose();
            throw;
        }

        _listener = listener;
        _accepting = AcceptAsync(listener, accepted);
        return ((IPEndPoint)listener.LocalEndPoint!).Port;
    }

    public async ValueTask<ITransportConnection> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        IPAddress address = await ResolveAsync(host, cancellationToken).ConfigureAwait(false);
        Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            Prepare(socket);
            await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken).ConfigureAwait(false);
            return new TcpConnection(socket, _credentials, host);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async ValueTask StopListeningAsync()
    {
        Interlocked.Exchange(ref _listener, null)?.Dispose();
        await _accepting.ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => StopListeningAsync();

    /// <summary>Options every node connection has: small frames go out at once, and a silently dead peer is noticed in the end.</summary>
    internal static void Prepare(Socket socket)
    {
        socket.NoDelay = true;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 15);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 5);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
    }

    /// <summary>The address for a host name; IPv4 first, since that is what a bare port is bound to most often.</summary>
    internal static async ValueTask<IPAddress> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out IPAddress? literal))
            return literal;
        IPAddress[] found = await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
        return found.OrderBy(a => a.AddressFamily == AddressFamily.InterNetwork ? 0 : 1).FirstOrDefault()
            ?? throw new SocketException((int)SocketError.HostNotFound);
    }

    private async Task AcceptAsync(Socket listener, Action<ITransportConnection> accepted)
    {
        while (true)
        {
            try
            {
                Socket socket = await listener.AcceptAsync().ConfigureAwait(false);
                if (TryWrap(socket) is { } connection)
                    accepted(connection);
            }
            catch (Exception e) when (e is ObjectDisposedException || (e is SocketException && Volatile.Read(ref _listener) is null))
            {
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(AcceptPause, _time).ConfigureAwait(false);
            }
        }
    }

    private TcpConnection? TryWrap(Socket socket)
    {
        try
        {
            Prepare(socket);
            return new TcpConnection(socket, _credentials, host: null);
        }
        catch (SocketException)
        {
            // The peer went away between connecting and being accepted.
            socket.Dispose();
            return null;
        }
    }
}
