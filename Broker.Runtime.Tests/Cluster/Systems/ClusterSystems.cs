using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using Broker.Runtime.Actor;
using Broker.Runtime.Actor.Setup;
using Broker.Runtime.Cluster;
using Broker.Runtime.Configuration;
using Broker.Runtime.Remote;
using Broker.Runtime.Remote.Transport;
using Xunit.Abstractions;

namespace EngineTests.Membership.Systems;

/// <summary>The nodes of one test, over TCP on loopback or over a network inside the process; all are ended with it.</summary>
internal sealed class ClusterSystems(ITestOutputHelper output, InMemoryNetwork? network) : IAsyncDisposable
{
    public const string Name = "relay";

    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private const string Defaults = """
        akka {
          loglevel = WARNING
          stdout-loglevel = OFF
          loggers = []
          log-dead-letters = off
          actor.provider = cluster
          coordinated-shutdown.run-by-clr-shutdown-hook = off
          coordinated-shutdown.exit-clr = off
          remote {
            dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
            relay.shared-secret = "the secret of the tests"
            retry-gate-closed-for = 200 ms
            flush-wait-on-shutdown = 500 ms
          }
          cluster {
            downing-provider-class = "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster"
            split-brain-resolver.stable-after = 2s
            unreachable-nodes-reaper-interval = 100 ms
            failure-detector {
              heartbeat-interval = 200 ms
              acceptable-heartbeat-pause = 1s
              expected-response-after = 500 ms
            }
          }
        }
        """;

    private readonly List<ActorSystem> _started = [];
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    public InMemoryNetwork Network => network ?? throw new InvalidOperationException("This test runs over TCP.");

    public static ClusterSystems OverTcp(ITestOutputHelper output) => new(output, null);

    public static ClusterSystems InMemory(ITestOutputHelper output) => new(output, new InMemoryNetwork(TimeProvider.System));

    /// <summary>The name by which the in-memory network knows a node.</summary>
    public static string NetworkName(ActorSystem system) => string.Create(
        CultureInfo.InvariantCulture, $"{Cluster.Get(system).SelfAddress.Host}:{Cluster.Get(system).SelfAddress.Port}");

    public static Address AddressAt(int port) => new("akka.tcp", Name, "127.0.0.1", port);

    public ActorSystem Start(string hocon = "")
    {
        var config = ConfigurationFactory.ParseString(hocon).WithFallback(ConfigurationFactory.ParseString(Defaults));
        var setup = ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config));
        if (network is not null)
            setup = setup.WithSetup(new RemotingSetup(network.CreateTransport));
        var system = ActorSystem.Create(Name, setup);
        _started.Add(system);
        return system;
    }

    /// <summary>Starts nodes that all know the first ones as seeds, and waits until all are Up.</summary>
    public async Task<ActorSystem[]> FormAsync(int count, string hocon = "")
    {
        var systems = Enumerable.Range(0, count).Select(_ => Start(hocon)).ToArray();
        var seeds = systems.Select(static s => Cluster.Get(s).SelfAddress).ToList();
        foreach (var system in systems)
            Cluster.Get(system).JoinSeedNodes(seeds);
        await AllUpAsync(systems);
        return systems;
    }

    /// <summary>Waits until each of the systems sees exactly these members, all Up and reachable.</summary>
    public async Task AllUpAsync(params ActorSystem[] systems)
    {
        var expected = systems.Select(static s => Cluster.Get(s).SelfUniqueAddress).ToHashSet();
        foreach (var system in systems)
        {
            await UntilAsync(
                system,
                $"{NetworkName(system)} sees {expected.Count} members Up",
                state => state.Members.Count == expected.Count && state.Unreachable.IsEmpty &&
                    state.Members.All(m => m.Status == MemberStatus.Up && expected.Contains(m.UniqueAddress)));
        }
    }

    /// <summary>Waits, by events, until a node's view fulfils a condition.</summary>
    public async Task<TimeSpan> UntilAsync(ActorSystem system, string what, Func<ClusterEvent.CurrentClusterState, bool> condition)
    {
        var started = _watch.Elapsed;
        var changes = Channel.CreateUnbounded<bool>();
        var listener = system.ActorOf(Props.Create(() => new Listener(() => changes.Writer.TryWrite(true))));
        Cluster.Get(system).Subscribe(listener, typeof(ClusterEvent.IClusterDomainEvent));
        using var timeout = new CancellationTokenSource(Limit);
        try
        {
            while (!condition(Cluster.Get(system).State))
                await changes.Reader.ReadAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            var state = Cluster.Get(system).State;
            Assert.Fail($"Not within {Limit.TotalSeconds} s: {what}. Members [{string.Join(", ", state.Members)}], unreachable [{string.Join(", ", state.Unreachable)}]");
        }
        finally
        {
            system.Stop(listener);
        }

        var took = _watch.Elapsed - started;
        output.WriteLine($"{what}: {took.TotalMilliseconds:0} ms");
        return took;
    }

    /// <summary>Ends when the node is told of such an event.</summary>
    public static Task WhenAsync<TEvent>(ActorSystem system)
    {
        var happened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var listener = system.ActorOf(Props.Create(() => new Listener(() => happened.TrySetResult())));
        Cluster.Get(system).Subscribe(listener, ClusterEvent.InitialStateAsEvents, typeof(TEvent));
        return happened.Task;
    }

    /// <summary>The node vanishes: nobody is told, its connections break.</summary>
    public static async Task CrashAsync(ActorSystem system)
    {
        var provider = (RemoteActorRefProvider)((ExtendedActorSystem)system).Provider;
        await provider.Transport.Shutdown();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var system in _started)
            await system.Terminate().WaitAsync(TimeSpan.FromSeconds(30));
    }

    private sealed class Listener(Action heard) : UntypedActor
    {
        protected override void OnReceive(object message) => heard();
    }
}
