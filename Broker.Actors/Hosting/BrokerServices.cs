using Broker.Actors.Answers;
using Broker.Actors.Connections;
using Broker.Actors.Diagnostics;
using Broker.Actors.Fencing;
using Broker.Actors.HeadReports;
using Broker.Actors.Interest;
using Broker.Actors.Keepers;
using Broker.Actors.Nodes;
using Broker.Actors.Publishing;
using Broker.Actors.Relays;
using Broker.Actors.Topics;
using Broker.Protocol.Access;
using Broker.Protocol.Namespaces;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Broker.Actors.Hosting;

/// <summary>What every actor of the broker on one node shares.</summary>
public sealed class BrokerServices(
    IOptions<TopicOptions> topics,
    IOptions<RelayOptions> relays,
    IOptions<PublishOptions> publishing,
    IOptions<ConnectionOptions> connections,
    IOptions<KeeperOptions> keepers,
    IOptions<FenceOptions> fencing,
    IOptions<InterestOptions> interest,
    IOptions<HeadReportOptions> headReports,
    NamespaceTable namespaces,
    IAuthenticator authenticator,
    TimeProvider time,
    BrokerMetrics metrics,
    ILoggerFactory loggers)
{
    public TopicOptions Topics { get; } = topics.Value;

    public RelayOptions Relays { get; } = relays.Value;

    public PublishOptions Publishing { get; } = publishing.Value;

    public ConnectionOptions Connections { get; } = connections.Value;

    public KeeperOptions Keepers { get; } = keepers.Value;

    public FenceOptions Fencing { get; } = fencing.Value;

    public InterestOptions InterestOptions { get; } = interest.Value;

    public HeadReportOptions HeadReports { get; } = headReports.Value;

    /// <summary>The members of the cluster, this node among them.</summary>
    public ClusterNodes Nodes { get; } = new();

    /// <summary>Whether this node may act.</summary>
    public NodeFence Fence { get; } = new();

    /// <summary>The filters of all nodes, for this node's owners and its keeper.</summary>
    public InterestTable Interest { get; } = new();

    /// <summary>Who publishes from this node.</summary>
    public PublisherTable Publishers { get; } = new();

    /// <summary>What the topics that this node owns keep as history, together.</summary>
    public HistoryBudget HistoryBudget { get; } = new(topics.Value.NodeHistoryBytes);

    /// <summary>What holds for which topic; an actor asks once and keeps the answer.</summary>
    public NamespaceTable Namespaces { get; } = namespaces;

    /// <summary>Knows whose a token is.</summary>
    public IAuthenticator Authenticator { get; } = authenticator;

    public SteadyClock Clock { get; } = new(time);

    public BrokerMetrics Metrics { get; } = metrics;

    public ILoggerFactory Loggers { get; } = loggers;

    public BrokerActors Actors { get; } = new();

    // One for all actors of a kind: creating a logger looks its category up.
    internal ILogger ConnectionLogger { get; } = loggers.CreateLogger<ConnectionActor>();

    internal ILogger RelayLogger { get; } = loggers.CreateLogger<TopicRelayActor>();

    internal ILogger TopicLogger { get; } = loggers.CreateLogger<TopicActor>();

    /// <summary>One source for the whole node, so that each of its owners goes above what any of them has heard of.</summary>
    public TermSource Terms { get; } = new(time, Random.Shared);
}
