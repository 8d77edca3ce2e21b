using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Sharding;
using Broker.Runtime.Hosting;

namespace Broker.Runtime.Cluster.Hosting;

public static partial class AkkaClusterHostingExtensions
{
    /// <summary>Starts a kind of entity on this node and registers its region under <typeparamref name="TKey"/>.</summary>
    public static AkkaConfigurationBuilder WithShardRegion<TKey>(
        this AkkaConfigurationBuilder builder,
        string typeName,
        Func<string, Props> entityPropsFactory,
        IMessageExtractor messageExtractor,
        ShardOptions shardOptions) =>
        builder.WithShardRegion<TKey>(typeName, (_, _) => entityPropsFactory, messageExtractor, shardOptions);

    /// <summary>Starts a kind of entity on this node and registers its region under <typeparamref name="TKey"/>.</summary>
    public static AkkaConfigurationBuilder WithShardRegion<TKey>(
        this AkkaConfigurationBuilder builder,
        string typeName,
        Func<ActorSystem, IActorRegistry, Func<string, Props>> entityPropsFactory,
        IMessageExtractor messageExtractor,
        ShardOptions shardOptions) =>
        builder.StartActors(async (system, registry) =>
        {
            var sharding = ClusterSharding.Get(system);
            var settings = Apply(shardOptions, ClusterShardingSettings.Create(system));
            var region = await sharding.StartAsync(
                typeName,
                entityPropsFactory(system, registry),
                settings,
                messageExtractor,
                sharding.DefaultShardAllocationStrategy(settings),
                shardOptions.HandOffStopMessage ?? PoisonPill.Instance);
            registry.Register<TKey>(region);
        });

    /// <summary>Reaches a kind of entity that lives on other nodes, and registers the way under <typeparamref name="TKey"/>.</summary>
    public static AkkaConfigurationBuilder WithShardRegionProxy<TKey>(
        this AkkaConfigurationBuilder builder, string typeName, string roleName, IMessageExtractor messageExtractor) =>
        builder.StartActors(async (system, registry) =>
            registry.Register<TKey>(await ClusterSharding.Get(system).StartProxyAsync(typeName, roleName, messageExtractor)));

    private static ClusterShardingSettings Apply(ShardOptions options, ClusterShardingSettings settings)
    {
        if (options.Role is { } role)
            settings = settings.WithRole(role);
        if (options.StateStoreMode is { } mode)
            settings = settings.WithStateStoreMode(mode);
        if (options.RememberEntities is { } remember)
            settings = settings.WithRememberEntities(remember);
        if (options.ShouldPassivateIdleEntities is false)
            settings = settings.WithPassivateIdleAfter(TimeSpan.Zero);
        else if (options.PassivateIdleEntityAfter is { } idle)
            settings = settings.WithPassivateIdleAfter(idle);
        return settings;
    }
}
