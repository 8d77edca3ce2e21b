using System.Text;
using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Tools.Singleton;
using Broker.Runtime.Configuration;
using Broker.Runtime.Hosting;

namespace Broker.Runtime.Cluster.Hosting;

/// <summary>Makes a node part of a cluster, and starts what is spread over it.</summary>
public static partial class AkkaClusterHostingExtensions
{
    /// <summary>Makes the system able to be a member of a cluster; with seed nodes it joins by itself.</summary>
    public static AkkaConfigurationBuilder WithClustering(this AkkaConfigurationBuilder builder, ClusterOptions? options = null)
    {
        options ??= new ClusterOptions();
        builder.AddHocon(ConfigurationFactory.ParseString(Settings(options)), HoconAddMode.Prepend);
        options.SplitBrainResolver?.Apply(builder);
        return builder.WithActorRefProvider(ProviderSelection.Cluster.Instance);
    }

    /// <summary>Starts an actor of which the cluster has one, on its oldest member; a proxy to it is registered under <typeparamref name="TKey"/>.</summary>
    public static AkkaConfigurationBuilder WithSingleton<TKey>(
        this AkkaConfigurationBuilder builder, string singletonName, Props actorProps, ClusterSingletonOptions? options = null, bool createProxyToo = true)
    {
        builder.StartActors((system, registry) =>
        {
            var settings = ClusterSingletonManagerSettings.Create(system).WithSingletonName("singleton");
            if (options?.Role is { } role)
                settings = settings.WithRole(role);
            var manager = system.ActorOf(
                ClusterSingletonManager.Props(actorProps, options?.TerminationMessage ?? PoisonPill.Instance, settings), singletonName);
            if (!createProxyToo)
                registry.Register<TKey>(manager);
        });
        return createProxyToo ? builder.WithSingletonProxy<TKey>(singletonName, options) : builder;
    }

    /// <summary>Reaches a singleton wherever it is, and registers the way under <typeparamref name="TKey"/>.</summary>
    public static AkkaConfigurationBuilder WithSingletonProxy<TKey>(
        this AkkaConfigurationBuilder builder, string singletonName, ClusterSingletonOptions? options = null, string? singletonManagerPath = null) =>
        builder.StartActors((system, registry) =>
        {
            var settings = ClusterSingletonProxySettings.Create(system).WithSingletonName("singleton");
            if (options?.Role is { } role)
                settings = settings.WithRole(role);
            if (options?.BufferSize is { } bufferSize)
                settings = settings.WithBufferSize(bufferSize);
            registry.Register<TKey>(system.ActorOf(
                ClusterSingletonProxy.Props(singletonManagerPath ?? $"/user/{singletonName}", settings), $"{singletonName}-proxy"));
        });

    private static string Settings(ClusterOptions options)
    {
        var text = new StringBuilder("akka.cluster {").AppendLine();
        Add(text, "roles", List(options.Roles));
        Add(text, "seed-nodes", List(options.SeedNodes));
        Add(text, "min-nr-of-members", options.MinimumNumberOfMembers?.ToHocon());
        Add(text, "app-version", options.AppVersion?.ToHocon());
        Add(text, "log-info", options.LogInfo?.ToHocon());
        Add(text, "log-info-verbose", options.LogInfoVerbose?.ToHocon());
        foreach (var (role, minimum) in options.MinimumNumberOfMembersPerRole ?? [])
            Add(text, $"role.{role.ToHocon()}.min-nr-of-members", minimum.ToHocon());
        if (options.FailureDetector is { } detector)
            text.AppendLine("failure-detector {").Append(detector.ToHocon()).AppendLine("}");
        return text.Append('}').ToString();
    }

    private static string? List(string[]? items) => items is null ? null : $"[{string.Join(", ", items.Select(static item => item.ToHocon()))}]";

    private static void Add(StringBuilder text, string key, string? value)
    {
        if (value is not null)
            text.Append(key).Append(" = ").AppendLine(value);
    }
}
