namespace Broker.Runtime.Remote.Transport;

/// <summary>The transport of a node that opens no port: it reaches nobody, at once.</summary>
internal sealed class OfflineTransport : ITransport
{
    /// <summary>Makes the address of a node without a port look like any other; nothing listens at TCP port 1.</summary>
    public const int NoPort = 1;

    public ValueTask<int> ListenAsync(string host, int port, Action<ITransportConnection> accepted) =>
        ValueTask.FromResult(port == 0 ? NoPort : port);

    public ValueTask<ITransportConnection> ConnectAsync(string host, int port, CancellationToken cancellationToken) =>
        ValueTask.FromException<ITransportConnection>(new IOException("This node is set not to connect to others (akka.remote.relay.listen = off)."));

    public ValueTask StopListeningAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
