using Broker.Actors.Hosting;
using Broker.Node.Configuration;

namespace Broker.Node.Engine;

/// <summary>Puts the actor system together: its settings, the way to other nodes, the cluster, the broker's actors.</summary>
public static class NodeEngine
{
    /// <summary>The name of the actor system; nodes with another one cannot join.</summary>
    public const string SystemName = "relay";

    /// <summary>Adds the actor system and the broker to the host. The settings must be added already.</summary>
    public static IServiceCollection AddActorEngine(this IServiceCollection services, NodeConfiguration configuration)
    {
        services.AddBroker();
        return services.AddAkka(SystemName, (builder, provider) => Compose(builder, provider, configuration));
    }

    private static void Compose(AkkaConfigurationBuilder builder, IServiceProvider provider, NodeConfiguration configuration)
    {
        var options = configuration.Get<NodeClusterOptions>();
        builder.ConfigureLoggers(static loggers => loggers.ClearLoggers().AddLoggerFactory());

        // What the file says about the log level wins over the loggers' default, and the typed options win over the file.
        builder.AddHocon(ConfigurationFactory.ParseString(configuration.EngineText), HoconAddMode.Prepend);
        builder.WithRemoting(Remoting(options));
        builder.WithClustering(Clustering(options));
        EngineBinding.Apply(builder, provider, configuration);
        if (!options.Enabled)
            builder.WithActors(static (system, _) => JoinOneself(Cluster.Get(system)));
        builder.WithBroker(provider.GetRequiredService<BrokerServices>());
    }

    // A lone node is a cluster of one: everything works as it does among many.
    private static void JoinOneself(Cluster cluster) => cluster.Join(cluster.SelfAddress);

    private static RemoteOptions Remoting(NodeClusterOptions options) => options.Enabled
        ? new RemoteOptions
        {
            HostName = options.Host,
            Port = options.Port,
            PublicHostName = options.PublicHost.Length > 0 ? options.PublicHost : null,
            PublicPort = options.PublicPort > 0 ? options.PublicPort : null,
        }
        : new RemoteOptions { HostName = "127.0.0.1", Port = 0 };

    private static ClusterOptions Clustering(NodeClusterOptions options) => new()
    {
        SeedNodes = options.Enabled ? [.. options.SeedNodes.Select(static seed => $"akka.tcp://{SystemName}@{seed}")] : [],
        MinimumNumberOfMembers = options.Enabled ? options.MinimumMembers : 1,
        SplitBrainResolver = new KeepMajorityOption(),
    };
}
