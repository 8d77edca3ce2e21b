using System.IO.Pipelines;
using System.Net.Sockets;

namespace Broker.Runtime.Remote.Transport;

/// <summary>A TCP connection as a duplex pipe that reads and writes the socket directly, without pump tasks between.</summary>
internal sealed class TcpConnection : ITransportConnection
{
    private readonly NetworkStream _stream;
    private Socket? _socket;

    public TcpConnection(Socket socket)
    {
        _socket = socket;
        RemoteEndPoint = socket.RemoteEndPoint?.ToString() ?? "?";
        _stream = new NetworkStream(socket, ownsSocket: false);
        Input = PipeReader.Create(_stream, new StreamPipeReaderOptions(bufferSize: 64 * 1024, minimumReadSize: 4 * 1024, leaveOpen: true));
        Output = PipeWriter.Create(_stream, new StreamPipeWriterOptions(leaveOpen: true));
    }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    public string RemoteEndPoint { get; }

    public ValueTask EndAsync()
    {
        try
        {
            Volatile.Read(ref _socket)?.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The connection ended already.
        }

        return ValueTask.CompletedTask;
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

    /// <summary>Gives the socket away; this object no longer touches it.</summary>
    public Socket Detach() => Interlocked.Exchange(ref _socket, null) ?? throw new ObjectDisposedException(nameof(TcpConnection));

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
    }
}
