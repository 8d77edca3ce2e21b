using System.Text;
using Broker.Actors.Answers;
using Broker.Actors.Connections;
using Broker.Actors.Diagnostics;
using Broker.Actors.Fencing;
using Broker.Actors.HeadReports;
using Broker.Actors.Hosting;
using Broker.Actors.Interest;
using Broker.Actors.Keepers;
using Broker.Actors.Nodes;
using Broker.Actors.Publishing;
using Broker.Actors.Relays;
using Broker.Actors.Topics;
using Broker.Protocol.Access;
using Broker.Protocol.Clients;
using Broker.Protocol.Namespaces;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;
using Broker.Tests.Topics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Broker.Tests.Connections;

/// <summary>The broker's actors on one system, with a region that owns all topics itself, or one that the test gives.</summary>
internal sealed class BrokerOnOneNode : IDisposable
{
    private readonly BrokerMetrics _metrics = new();
    private readonly ConnectionFactory _connections;
    private readonly PublishGateway _gateway;

    public BrokerOnOneNode(ActorSystem system, IActorRef? region = null, Action<BrokerServices>? configure = null, TopicOptions? topics = null)
    {
        Services = new BrokerServices(
            Options.Create(topics ?? new TopicOptions()),
            Options.Create(new RelayOptions { Linger = TimeSpan.FromMilliseconds(20) }),
            Options.Create(new PublishOptions { ResendAfter = TimeSpan.FromMilliseconds(200) }),
            Options.Create(new ConnectionOptions()),
            Options.Create(new KeeperOptions()),
            Options.Create(new FenceOptions()),
            Options.Create(new InterestOptions()),
            Options.Create(new HeadReportOptions()),
            NamespaceTable.Open,
            NoAuthenticator.Instance,
            TimeProvider.System,
            _metrics,
            NullLoggerFactory.Instance);
        configure?.Invoke(Services);
        var keeper = system.ActorOf(Props.Create<KeeperActor>(Services));
        var self = Services.Nodes.Self;
        keeper.Tell(new ClusterView(self, [new NodeStanding(self, IsReachable: true, IsJoining: false, CanHost: true)]), ActorRefs.NoSender);
        Services.Actors.Begin(keeper, system.DeadLetters, system.ActorOf(Props.Create<AnswersActor>(Services)));
        Region = region ?? system.ActorOf(Props.Create<LocalTopicRegion>(Services));
        Relays = system.ActorOf(Props.Create<TopicRelaysActor>(Region, Services));
        var heads = system.ActorOf(Props.Create<HeadReporterActor>(Services));
        Services.Actors.Start(Region, Relays, system.ActorOf(Props.Create<PublishGatewayActor>(Region, Services)), heads);
        _connections = new ConnectionFactory(system, Services);
        _gateway = new PublishGateway(Services);
    }

    public BrokerServices Services { get; }

    public IActorRef Region { get; }

    public IActorRef Relays { get; }

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>A client of <c>/websocket/{key}</c>, not opened yet.</summary>
    public (FakeClientSocket Socket, IActorRef Actor) Begin(string key, FakeClientSocket? socket = null)
    {
        Assert.True(ClientKey.TryParse(key, out var parsed));
        socket ??= new FakeClientSocket();
        return (socket, _connections.Open(socket, new PlainProtocol(parsed, []), new ClientGate(AccessRules.Open, Identity.Anonymous, parsed)));
    }

    /// <summary>An open client of <c>/websocket/{key}</c>.</summary>
    public async Task<FakeClientSocket> OpenAsync(string key, FakeClientSocket? socket = null)
    {
        var (client, _) = Begin(key, socket);
        Assert.True(await client.Answered);
        return client;
    }

    public Task<PublishResult> PublishAsync(string topic, string text) =>
        _gateway.PublishAsync(TopicName.Parse(topic), Payload.OfText(Text(text)), CancellationToken.None);

    public void Dispose() => _metrics.Dispose();
}
