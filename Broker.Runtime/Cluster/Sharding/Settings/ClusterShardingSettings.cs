using Broker.Runtime.Actor;
using Broker.Runtime.Configuration;

namespace Broker.Runtime.Cluster.Sharding;

/// <summary>How a type of entities is sharded.</summary>
public sealed class ClusterShardingSettings : INoSerializationVerificationNeeded
{
    private ClusterShardingSettings(Config config)
    {
        var role = config.GetString("role");
        Role = string.IsNullOrEmpty(role) ? null : role;
        RememberEntities = config.GetBoolean("remember-entities");
        PassivateIdleEntityAfter = IdleTime(config, "passivate-idle-entity-after");
        ShardRegionQueryTimeout = config.GetTimeSpan("shard-region-query-timeout");
        StateStoreMode = Enum.Parse<StateStoreMode>(config.GetString("state-store-mode"), ignoreCase: true);
        TuningParameters = new TuningParameters(config);
    }

    private ClusterShardingSettings(ClusterShardingSettings source)
    {
        Role = source.Role;
        RememberEntities = source.RememberEntities;
        PassivateIdleEntityAfter = source.PassivateIdleEntityAfter;
        ShardRegionQueryTimeout = source.ShardRegionQueryTimeout;
        StateStoreMode = source.StateStoreMode;
        TuningParameters = source.TuningParameters;
    }

    /// <summary>Only members with this role host shards; null for all.</summary>
    public string? Role { get; private init; }

    /// <summary>Whether a shard starts its entities by itself when it moves. The built-in engine cannot, and refuses to start then.</summary>
    public bool RememberEntities { get; private init; }

    /// <summary>An entity without messages for this long is stopped; zero for never.</summary>
    public TimeSpan PassivateIdleEntityAfter { get; private init; }

    /// <summary>How long the shards and regions may take to answer a query.</summary>
    public TimeSpan ShardRegionQueryTimeout { get; private init; }

    /// <summary>Where Akka.NET keeps the allocations; without effect in the built-in engine, whose coordinator asks the regions.</summary>
    public StateStoreMode StateStoreMode { get; private init; }

    /// <summary>Times and limits.</summary>
    public TuningParameters TuningParameters { get; private init; }

    /// <summary>The settings of a system's configuration.</summary>
    public static ClusterShardingSettings Create(ActorSystem system) =>
        Create(system.Settings.Config.GetConfig("akka.cluster.sharding"), Config.Empty);

    /// <summary>The settings of a configuration that starts at <c>akka.cluster.sharding</c>.</summary>
    /// <remarks>The coordinator is a singleton of the engine's own; <paramref name="singletonConfig"/> is not read.</remarks>
    public static ClusterShardingSettings Create(Config config, Config singletonConfig) =>
        new(config.WithFallback(ClusterSharding.DefaultConfig().GetConfig("akka.cluster.sharding")));

    /// <summary>The same for members with another role.</summary>
    public ClusterShardingSettings WithRole(string? role) => new(this) { Role = role };

    /// <summary>The same with another <see cref="RememberEntities"/>.</summary>
    public ClusterShardingSettings WithRememberEntities(bool rememberEntities) => new(this) { RememberEntities = rememberEntities };

    /// <summary>The same with another <see cref="StateStoreMode"/>.</summary>
    public ClusterShardingSettings WithStateStoreMode(StateStoreMode mode) => new(this) { StateStoreMode = mode };

    /// <summary>The same with another <see cref="PassivateIdleEntityAfter"/>.</summary>
    public ClusterShardingSettings WithPassivateIdleAfter(TimeSpan duration) => new(this) { PassivateIdleEntityAfter = duration };

    /// <summary>The same with other times and limits.</summary>
    public ClusterShardingSettings WithTuningParameters(TuningParameters tuningParameters) => new(this) { TuningParameters = tuningParameters };

    private static TimeSpan IdleTime(Config config, string path) =>
        config.GetString(path) is "off" or "false" or "no" ? TimeSpan.Zero : config.GetTimeSpan(path);
}
