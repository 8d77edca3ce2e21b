using Broker.Actors.Connections;
using Broker.Actors.Deliveries;
using Broker.Actors.History;
using Broker.Actors.Hosting;
using Broker.Actors.Publishing;
using Broker.Actors.Topics;
using Broker.Protocol.Access;
using Broker.Protocol.Clients;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;
using Broker.Tests.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Broker.Tests.Topics.Clusters;

/// <summary>One node of a cluster in this process, over TCP on loopback, without the edge.</summary>
internal sealed class BrokerNode : IAsyncDisposable
{
    private const string Settings = """
        akka {
          loglevel = WARNING
          remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
          cluster {
            split-brain-resolver.stable-after = 1s
            unreachable-nodes-reaper-interval = 100 ms
            failure-detector { heartbeat-interval = 200 ms, acceptable-heartbeat-pause = 1s, expected-response-after = 500 ms }
          }
          coordinated-shutdown { run-by-actor-system-terminate = off, exit-clr = off }
        }
        """;

    private readonly IHost _host;

    private BrokerNode(IHost host) => _host = host;

    public ActorSystem System => _host.Services.GetRequiredService<ActorSystem>();

    public BrokerServices Services => _host.Services.GetRequiredService<BrokerServices>();

    public Address Address => Cluster.Get(System).SelfAddress;

    /// <summary>A node; a lossy one loses each delivery to another node whose payload says so.</summary>
    public static async Task<BrokerNode> StartAsync(bool isLossy = false, Action<IServiceCollection>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddBroker();
        configure?.Invoke(builder.Services);
        builder.Services.AddAkka("relay", (akka, provider) =>
        {
            akka.AddHocon(ConfigurationFactory.ParseString(Settings), HoconAddMode.Prepend);
            akka.WithRemoting(new RemoteOptions { HostName = "127.0.0.1", Port = 0 });
            akka.WithClustering(new ClusterOptions { SplitBrainResolver = new KeepMajorityOption() });
            akka.WithBroker(provider.GetRequiredService<BrokerServices>());
            if (isLossy)
            {
                akka.WithCustomSerializer("lossy", [typeof(Deliver)], static system => new LossyDelivers(system));
            }
        });
        var host = builder.Build();
        await host.StartAsync();
        return new BrokerNode(host);
    }

    public async Task JoinAsync(BrokerNode first)
    {
        using var patience = new CancellationTokenSource(FakeClientSocket.Patience);
        await Cluster.Get(System).JoinAsync(first.Address, patience.Token);
    }

    public Task<PublishResult> PublishAsync(string topic, string text) => _host.Services.GetRequiredService<PublishGateway>()
        .PublishAsync(TopicName.Parse(topic), Payload.OfText(BrokerOnOneNode.Text(text)), CancellationToken.None);

    /// <summary>A client of <c>/websocket/{key}</c>, open, and so subscribed.</summary>
    public Task<FakeClientSocket> OpenAsync(string key, params string[] filters) =>
        OpenAsync(key, new FakeClientSocket(outboxBytes: 16 << 20), filters);

    /// <summary>The same with a socket that the test gives.</summary>
    public async Task<FakeClientSocket> OpenAsync(string key, FakeClientSocket socket, params string[] filters)
    {
        Assert.True(ClientKey.TryParse(key, out var parsed));
        _host.Services.GetRequiredService<ConnectionFactory>().Open(
            socket, new PlainProtocol(parsed, [], [.. filters.Select(TopicFilter.Parse)]), new ClientGate(AccessRules.Open, Identity.Anonymous));
        Assert.True(await socket.Answered);
        return socket;
    }

    /// <summary>A client of <c>/websocket?topics=…</c>, open, and so subscribed.</summary>
    public async Task<FakeClientSocket> OpenAsync(TopicName topic)
    {
        var socket = new FakeClientSocket();
        _host.Services.GetRequiredService<ConnectionFactory>().Open(
            socket, new PlainProtocol(null, [topic]), new ClientGate(AccessRules.Open, Identity.Anonymous));
        Assert.True(await socket.Answered);
        return socket;
    }

    /// <summary>Reads the newest of a topic's history, in order.</summary>
    public async Task<HistoryRead> ReadAsync(string topic)
    {
        var actors = _host.Services.GetRequiredService<BrokerServices>().Actors;
        return await actors.Topics.Ask<HistoryRead>(
            new ReadHistory(TopicName.Parse(topic), Tag: 1, Position.None, Limit: 1_000, IsReverse: false), FakeClientSocket.Patience);
    }

    /// <summary>Leaves the cluster and hands its topics over.</summary>
    public Task StopAsync() => _host.StopAsync();

    /// <summary>Ends without a word to anyone.</summary>
    public Task CrashAsync() => System.Terminate();

    public async ValueTask DisposeAsync()
    {
        await System.Terminate();
        _host.Dispose();
    }
}
