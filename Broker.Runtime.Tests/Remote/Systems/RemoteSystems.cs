using Broker.Runtime.Actor;
using Broker.Runtime.Actor.Setup;
using Broker.Runtime.Configuration;
using Broker.Runtime.Remote;
using Broker.Runtime.Remote.Transport;

namespace EngineTests.Remote.Systems;

/// <summary>Actor systems of one test, over TCP on loopback or over a network inside the process; all are ended with it.</summary>
internal sealed class RemoteSystems : IAsyncDisposable
{
    public const string Name = "relay";

    private const string Defaults = """
        akka {
          loglevel = WARNING
          stdout-loglevel = OFF
          loggers = []
          log-dead-letters = off
          actor.provider = remote
          coordinated-shutdown.run-by-clr-shutdown-hook = off
          coordinated-shutdown.exit-clr = off
          remote {
            dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
            relay.shared-secret = "the secret of the tests"
            retry-gate-closed-for = 200 ms
            backoff-interval = 10 ms
            resend-interval = 200 ms
            flush-wait-on-shutdown = 500 ms
          }
        }
        """;

    private readonly List<ActorSystem> _started = [];

    public InMemoryNetwork? Network { get; private init; }

    /// <summary>Settings of all systems of the test.</summary>
    public string Settings { get; init; } = "";

    public static RemoteSystems OverTcp() => new();

    public static RemoteSystems InMemory() => new() { Network = new InMemoryNetwork(TimeProvider.System) };

    public ActorSystem Start(string hocon = "", string name = Name, RemotingSetup? remoting = null)
    {
        Config config = ConfigurationFactory.ParseString(hocon)
            .WithFallback(ConfigurationFactory.ParseString(Settings))
            .WithFallback(ConfigurationFactory.ParseString(Defaults));
        ActorSystemSetup setup = ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config));
        remoting ??= Network is { } network ? new RemotingSetup(network.CreateTransport) : null;
        if (remoting is not null)
            setup = setup.WithSetup(remoting);
        ActorSystem system = ActorSystem.Create(name, setup);
        _started.Add(system);
        return system;
    }

    public ActorSystem StartAt(int port, string hocon = "") => Start($"akka.remote.dot-netty.tcp.port = {port}\n{hocon}");

    public async ValueTask DisposeAsync()
    {
        foreach (ActorSystem system in _started)
            await system.Terminate().WaitAsync(TimeSpan.FromSeconds(15));
    }
}
