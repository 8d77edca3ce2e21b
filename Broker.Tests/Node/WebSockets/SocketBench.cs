using Broker.Actors.Connections;
using Broker.Node.WebSockets;
using Broker.Protocol.Inbound;
using Broker.Testing.Clients;
using Broker.Testing.Time;
using Broker.Testing.Waiting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Broker.Tests.Node.WebSockets;

/// <summary>One client socket with a client in memory at its end, a clock that the test moves and an actor that records.</summary>
internal sealed class SocketBench : IAsyncDisposable
{
    private readonly ActorSystem _system = ActorSystem.Create("sockets");
    private readonly SocketSweep _sweep;

    public SocketBench(Action<ClientSocketOptions>? configure = null, int roomBytes = 64 * 1024, int pending = 64)
    {
        var options = new ClientSocketOptions();
        configure?.Invoke(options);
        _sweep = new SocketSweep(Time);
        Client = PipeClient.Open(roomBytes);
        Socket = new ClientSocket(options, new ReadGate(pending, int.MaxValue), _sweep, NullLogger<ClientSocket>.Instance);
        Socket.Start(_system.ActorOf(Props.Create(() => new Recorder(Received))));
        Running = Socket.RunAsync(Client.Server, Client.Server.Cut);
        _ = Running.ContinueWith(_ => Client.Server.End(), TaskScheduler.Default);
    }

    public ManualTime Time { get; } = new();

    public PipeClient Client { get; }

    public ClientSocket Socket { get; }

    /// <summary>What the connection's actor was told.</summary>
    public Recording<object> Received { get; } = new("the connection's actor");

    /// <summary>Completes when both loops have ended.</summary>
    public Task Running { get; }

    /// <summary>Waits for the end of the socket and its word to the actor.</summary>
    public async Task EndAsync()
    {
        await Running.WaitAsync(Deadline.Step);
        await Received.FirstAsync(static message => message is SocketClosed, "the word that the socket is closed");
    }

    public async ValueTask DisposeAsync()
    {
        Socket.Abort();
        await Running.WaitAsync(Deadline.Step);
        Client.Dispose();
        _sweep.Dispose();
        await _system.Terminate().WaitAsync(Deadline.Step);
    }

    private sealed class Recorder : UntypedActor
    {
        private readonly Recording<object> _received;

        public Recorder(Recording<object> received) => _received = received;

        protected override void OnReceive(object message) => _received.Add(message);
    }
}
