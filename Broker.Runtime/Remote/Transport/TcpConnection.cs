using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Broker.Runtime.Remote.Heartbeat;
using Broker.Runtime.Remote.Tls;

namespace Broker.Runtime.Remote.Transport;

/// <summary>A TCP connection as a duplex pipe that reads and writes the socket directly, without pump tasks between; with TLS where that is configured.</summary>
internal sealed class TcpConnection : ITransportConnection
{
    private readonly TlsCredentials? _credentials;
    private readonly string? _host;
    private readonly DetachableStream? _beneath;
    private readonly SslStream? _tls;
    private Socket? _socket;

    /// <param name="socket">A connected socket, owned from here on.</param>
    /// <param name="credentials">Null for a connection without TLS.</param>
    /// <param name="host">The host that was connected to; null on the accepting end.</param>
    public TcpConnection(Socket socket, TlsCredentials? credentials, string? host)
    {
        _socket = socket;
        _credentials = credentials;
        _host = host;
        RemoteEndPoint = socket.RemoteEndPoint?.ToString() ?? "?";
        Stream stream = new NetworkStream(socket, ownsSocket: false);
        if (credentials is not null)
        {
            _beneath = new DetachableStream((NetworkStream)stream);
            stream = _tls = new SslStream(_beneath, leaveInnerStreamOpen: true);
        }

        Input = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 64 * 1024, minimumReadSize: 4 * 1024, leaveOpen: true));
        Output = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
    }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    public string RemoteEndPoint { get; }

    public X509Certificate2? RemoteCertificate => _tls?.RemoteCertificate as X509Certificate2;

    public ValueTask SecureAsync(CancellationToken cancellationToken)
    {
        if (_tls is null)
            return ValueTask.CompletedTask;
        return new ValueTask(_host is null
            ? _tls.AuthenticateAsServerAsync(_credentials!.ForAccepting(), cancellationToken)
            : _tls.AuthenticateAsClientAsync(_credentials!.ForConnecting(_host), cancellationToken));
    }

    public async ValueTask EndAsync()
    {
        try
        {
            if (_tls is { IsAuthenticated: true })
                await _tls.ShutdownAsync().ConfigureAwait(false);
            Volatile.Read(ref _socket)?.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException)
        {
            // The connection ended already.
        }
    }

    public void Abort()
    {
        Socket? socket = Volatile.Read(ref _socket);
        if (socket is null)
            return;
        try
        {
            // Ends blocked reads and writes of the pipes; DisposeAsync frees the socket.
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The other end was faster.
        }

        socket.Dispose();
    }

    /// <summary>Gives the socket away, with its TLS; this object no longer touches it.</summary>
    public HeartbeatSocket Detach()
    {
        Socket socket = Interlocked.Exchange(ref _socket, null) ?? throw new ObjectDisposedException(nameof(TcpConnection));
        return new HeartbeatSocket(socket, _tls is null ? null : TlsChannel.TakeOver(_beneath!, _tls));
    }

    public async ValueTask DisposeAsync()
    {
        Socket? socket = Interlocked.Exchange(ref _socket, null);
        socket?.Dispose();
        await Input.CompleteAsync().ConfigureAwait(false);
        try
        {
            await Output.CompleteAsync(socket is null ? null : new IOException("closed")).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Bytes left in the writer have nowhere to go.
        }

        if (socket is not null)
            await DisposeTlsAsync().ConfigureAwait(false);
    }

    private async ValueTask DisposeTlsAsync()
    {
        if (_tls is not null)
            await _tls.DisposeAsync().ConfigureAwait(false);
        if (_beneath is not null)
            await _beneath.DisposeAsync().ConfigureAwait(false);
    }
}
