namespace Broker.Runtime.Remote.Transport;

/// <summary>Makes connections between nodes; everything above (handshake, lanes, frames) is the same for all transports.</summary>
internal interface ITransport : IAsyncDisposable
{
    /// <summary>Starts to listen and returns the port in use; port 0 lets the transport choose.</summary>
    /// <param name="host">The host name or address to bind.</param>
    /// <param name="port">The port to bind.</param>
    /// <param name="accepted">Takes each new connection and owns it from then on; must not block.</param>
    ValueTask<int> ListenAsync(string host, int port, Action<ITransportConnection> accepted);

    /// <summary>Connects to another node; the caller bounds the time and owns the connection.</summary>
    ValueTask<ITransportConnection> ConnectAsync(string host, int port, CancellationToken cancellationToken);

    /// <summary>Stops listening; open connections live on.</summary>
    ValueTask StopListeningAsync();
}
