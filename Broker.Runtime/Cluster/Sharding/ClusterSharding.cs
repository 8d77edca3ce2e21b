using System.Collections.Concurrent;
using System.Collections.Immutable;
using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Sharding.Regions;
using Broker.Runtime.Cluster.Sharding.Serialization;
using Broker.Runtime.Configuration;

namespace Broker.Runtime.Cluster.Sharding;

/// <summary>
/// Spreads entities of a type, each known by an identifier, over the nodes of a cluster. Start a type on every node that hosts entities,
/// and a proxy on those that only send to them; then tell messages to the region, which finds the entity wherever it is.
/// </summary>
public class ClusterSharding : IExtension
{
    // Starting is local; it takes longer only in a process that is starved.
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, IActorRef> _regions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IActorRef> _proxies = new(StringComparer.Ordinal);
    private readonly ExtendedActorSystem _system;
    private readonly Cluster _cluster;
    private readonly Lazy<IActorRef> _guardian;

    /// <summary>Creates the extension; use <see cref="Get"/>.</summary>
    public ClusterSharding(ExtendedActorSystem system)
    {
        _system = system;
        _cluster = Cluster.Get(system);
        Settings = ClusterShardingSettings.Create(system);
        system.Serialization.Add("cluster-sharding", new ClusterShardingMessageSerializer(system), ClusterShardingMessageSerializer.Types);
        _guardian = new Lazy<IActorRef>(() => system.SystemActorOf(Props.Create<ClusterShardingGuardian>(), ShardingPaths.Guardian));
    }

    /// <summary>The settings of the system's configuration.</summary>
    public ClusterShardingSettings Settings { get; }

    /// <summary>The types that are started on this node.</summary>
    public ImmutableHashSet<string> ShardTypeNames => [.. _regions.Keys];

    /// <summary>The defaults of <c>akka.cluster.sharding</c>.</summary>
    public static Config DefaultConfig() =>
        ConfigurationFactory.FromResource<ClusterSharding>("Broker.Runtime.Cluster.Sharding.reference.conf");

    /// <summary>The extension of a system.</summary>
    public static ClusterSharding Get(ActorSystem system) => system.WithExtension<ClusterSharding, ClusterShardingExtensionProvider>();

    /// <summary>The strategy that these settings describe: the fewest shards first, with their limits.</summary>
    public IShardAllocationStrategy DefaultShardAllocationStrategy(ClusterShardingSettings settings) =>
        ShardAllocationStrategy.LeastShardAllocationStrategy(
            settings.TuningParameters.LeastShardAllocationAbsoluteLimit, settings.TuningParameters.LeastShardAllocationRelativeLimit);

    /// <summary>The region of a type, or its proxy where only that was started.</summary>
    /// <exception cref="ArgumentException">The type was not started on this node.</exception>
    public IActorRef ShardRegion(string typeName) =>
        _regions.TryGetValue(typeName, out var region) || _proxies.TryGetValue(typeName, out region)
            ? region
            : throw new ArgumentException($"Sharding of \"{typeName}\" is not started on this node.", nameof(typeName));

    /// <summary>The proxy of a type.</summary>
    /// <exception cref="ArgumentException">No proxy was started on this node.</exception>
    public IActorRef ShardRegionProxy(string typeName) => _proxies.TryGetValue(typeName, out var proxy)
        ? proxy
        : throw new ArgumentException($"No proxy of \"{typeName}\" is started on this node.", nameof(typeName));

    /// <summary>Starts a type on this node and gives its region; waits until it runs.</summary>
    /// <remarks>On a node without the settings' role a proxy is started instead.</remarks>
    public IActorRef Start(string typeName, Props entityProps, ClusterShardingSettings settings, IMessageExtractor messageExtractor) =>
        StartAsync(typeName, entityProps, settings, messageExtractor).GetAwaiter().GetResult();

    /// <summary>Starts a type on this node with a strategy and a stop message of one's own; waits until it runs.</summary>
    public IActorRef Start(
        string typeName,
        Props entityProps,
        ClusterShardingSettings settings,
        IMessageExtractor messageExtractor,
        IShardAllocationStrategy allocationStrategy,
        object handOffStopMessage) =>
        StartAsync(typeName, entityProps, settings, messageExtractor, allocationStrategy, handOffStopMessage).GetAwaiter().GetResult();

    /// <summary>Starts a type whose entities are made from their identifiers; waits until it runs.</summary>
    public IActorRef Start(
        string typeName, Func<string, Props> entityPropsFactory, ClusterShardingSettings settings, IMessageExtractor messageExtractor) =>
        StartAsync(typeName, entityPropsFactory, settings, messageExtractor).GetAwaiter().GetResult();

    /// <summary>Starts a type whose entities are made from their identifiers, with a strategy and a stop message of one's own.</summary>
    public IActorRef Start(
        string typeName,
        Func<string, Props> entityPropsFactory,
        ClusterShardingSettings settings,
        IMessageExtractor messageExtractor,
        IShardAllocationStrategy allocationStrategy,
        object handOffStopMessage) =>
        StartAsync(typeName, entityPropsFactory, settings, messageExtractor, allocationStrategy, handOffStopMessage).GetAwaiter().GetResult();

    /// <summary>Starts a type on this node and gives its region.</summary>
    public Task<IActorRef> StartAsync(
        string typeName, Props entityProps, ClusterShardingSettings settings, IMessageExtractor messageExtractor) =>
        StartAsync(typeName, _ => entityProps, settings, messageExtractor);

    /// <summary>Starts a type on this node with a strategy and a stop message of one's own.</summary>
    public Task<IActorRef> StartAsync(
        string typeName,
        Props entityProps,
        ClusterShardingSettings settings,
        IMessageExtractor messageExtractor,
        IShardAllocationStrategy allocationStrategy,
        object handOffStopMessage) =>
        StartAsync(typeName, _ => entityProps, settings, messageExtractor, allocationStrategy, handOffStopMessage);

    /// <summary>Starts a type whose entities are made from their identifiers; they are stopped by <see cref="PoisonPill"/>.</summary>
    public Task<IActorRef> StartAsync(
        string typeName, Func<string, Props> entityPropsFactory, ClusterShardingSettings settings, IMessageExtractor messageExtractor) =>
        StartAsync(
            typeName, entityPropsFactory, settings, messageExtractor, DefaultShardAllocationStrategy(settings), PoisonPill.Instance);

    /// <summary>Starts a type whose entities are made from their identifiers, with a strategy and a stop message of one's own.</summary>
    /// <exception cref="ConfigurationException">The settings ask for remembered entities.</exception>
    public async Task<IActorRef> StartAsync(
        string typeName,
        Func<string, Props> entityPropsFactory,
        ClusterShardingSettings settings,
        IMessageExtractor messageExtractor,
        IShardAllocationStrategy allocationStrategy,
        object handOffStopMessage)
    {
        if (settings.RememberEntities)
            throw new ConfigurationException($"Sharding of \"{typeName}\": remember-entities is not supported by this engine.");
        if (settings.Role is { } role && !_cluster.SelfRoles.Contains(role))
            return await StartProxyAsync(typeName, role, messageExtractor).ConfigureAwait(false);
        if (_regions.TryGetValue(typeName, out var started))
            return started;

        (allocationStrategy as IStartableAllocationStrategy)?.Start();
        (allocationStrategy as IActorSystemDependentAllocationStrategy)?.Start(_system);
        var setup = new ShardRegionSetup(
            typeName, entityPropsFactory, settings, new EnvelopeExtractor(messageExtractor), handOffStopMessage);
        var region = await _guardian.Value
            .Ask<IActorRef>(new ClusterShardingGuardian.StartRegion(setup, allocationStrategy), StartTimeout)
            .ConfigureAwait(false);
        return _regions.GetOrAdd(typeName, region);
    }

    /// <summary>Starts a proxy, which sends to the entities of a type and hosts none; waits until it runs.</summary>
    /// <param name="typeName">The type.</param>
    /// <param name="role">The role of the nodes that host it; null for all.</param>
    /// <param name="messageExtractor">The same as on those nodes.</param>
    public IActorRef StartProxy(string typeName, string? role, IMessageExtractor messageExtractor) =>
        StartProxyAsync(typeName, role, messageExtractor).GetAwaiter().GetResult();

    /// <summary>Starts a proxy, which sends to the entities of a type and hosts none.</summary>
    public async Task<IActorRef> StartProxyAsync(string typeName, string? role, IMessageExtractor messageExtractor)
    {
        if (_proxies.TryGetValue(typeName, out var started))
            return started;
        var setup = new ShardRegionSetup(
            typeName, EntityProps: null, Settings.WithRole(role), new EnvelopeExtractor(messageExtractor), PoisonPill.Instance);
        var proxy = await _guardian.Value
            .Ask<IActorRef>(new ClusterShardingGuardian.StartProxy(setup), StartTimeout)
            .ConfigureAwait(false);
        return _proxies.GetOrAdd(typeName, proxy);
    }
}
