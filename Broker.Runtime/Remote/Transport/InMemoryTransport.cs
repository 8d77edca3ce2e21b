using Broker.Runtime.Remote.Heartbeat;

namespace Broker.Runtime.Remote.Transport;

/// <summary>One node's access to an <see cref="InMemoryNetwork"/>.</summary>
internal sealed class InMemoryTransport(InMemoryNetwork network) : ITransport
{
    private Action<ITransportConnection>? _accepted;

    public InMemoryNetwork Network => network;

    /// <summary>The node's name in the network, <c>host:port</c>, once it listens.</summary>
    public string Name { get; private set; } = "";

    /// <summary>How the node answers heartbeats, while it does.</summary>
    public HeartbeatSettings? Heartbeats { get; set; }

    public ValueTask<int> ListenAsync(string host, int port, Action<ITransportConnection> accepted)
    {
        _accepted = accepted;
        Name = network.Register(this, host, port);
        return ValueTask.FromResult(int.Parse(Name.AsSpan(Name.LastIndexOf(':') + 1), provider: null));
    }

    public ValueTask<ITransportConnection> ConnectAsync(string host, int port, CancellationToken cancellationToken) =>
        network.ConnectAsync(Name, $"{host}:{port}", cancellationToken);

    public ValueTask StopListeningAsync()
    {
        network.Unregister(Name);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => StopListeningAsync();

    internal void Accept(ITransportConnection connection) => _accepted!(connection);
}
