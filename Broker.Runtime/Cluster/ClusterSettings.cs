using System.Collections.Immutable;
using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.FailureDetection;
using Broker.Runtime.Cluster.Joining;
using Broker.Runtime.Cluster.Membership;
using Broker.Runtime.Configuration;
using Broker.Runtime.Util;

namespace Broker.Runtime.Cluster;

/// <summary>The settings below <c>akka.cluster</c>.</summary>
public sealed class ClusterSettings
{
    /// <summary>Reads <paramref name="config"/>, which holds the whole configuration with the engine's defaults.</summary>
    public ClusterSettings(Config config, string systemName)
    {
        var cluster = config.GetConfig("akka.cluster");
        LogInfo = cluster.GetBoolean("log-info");
        SeedNodes = [.. cluster.GetStringList("seed-nodes").Select(s => ParseSeed(s, systemName))];
        SeedNodeTimeout = cluster.GetTimeSpan("seed-node-timeout");
        RetryUnsuccessfulJoinAfter = OptionalTime(cluster, "retry-unsuccessful-join-after");
        ShutdownAfterUnsuccessfulJoinSeedNodes = OptionalTime(cluster, "shutdown-after-unsuccessful-join-seed-nodes");
        GossipInterval = cluster.GetTimeSpan("gossip-interval");
        LeaderActionsInterval = cluster.GetTimeSpan("leader-actions-interval");
        UnreachableNodesReaperInterval = cluster.GetTimeSpan("unreachable-nodes-reaper-interval");
        Roles = [.. cluster.GetStringList("roles")];
        AppVersion = AppVersion.Create(cluster.GetString("app-version"));
        GossipDifferentViewProbability = cluster.GetDouble("gossip-different-view-probability");
        ReduceGossipDifferentViewProbability = cluster.GetInt("reduce-gossip-different-view-probability");
        MinNrOfMembers = cluster.GetInt("min-nr-of-members");
        MinNrOfMembersOfRole = ReadMinimums(cluster);
        RunCoordinatedShutdownWhenDown = cluster.GetBoolean("run-coordinated-shutdown-when-down");
        AllowWeaklyUpMembers = OptionalTime(cluster, "allow-weakly-up-members") is not null;
        WeaklyUpAfter = OptionalTime(cluster, "allow-weakly-up-members") ?? TimeSpan.FromSeconds(7);
        DowningProviderClass = cluster.GetString("downing-provider-class") ?? "";
        DownRemovalMargin = OptionalTime(cluster, "down-removal-margin") ?? TimeSpan.Zero;
        PruneGossipTombstonesAfter = cluster.GetTimeSpan("prune-gossip-tombstones-after");
        FailureDetectorConfig = cluster.GetConfig("failure-detector");
        HeartbeatInterval = FailureDetectorConfig.GetTimeSpan("heartbeat-interval");
        HeartbeatExpectedResponseAfter = FailureDetectorConfig.GetTimeSpan("expected-response-after");
        MonitoredByNrOfMembers = FailureDetectorConfig.GetInt("monitored-by-nr-of-members");
        MayStartAlone = cluster.GetBoolean("relay.start-alone");
        Validate();
    }

    /// <summary>Whether what happens to members is logged at info level. Default on.</summary>
    public bool LogInfo { get; }

    /// <summary>The failure detector's settings.</summary>
    public Config FailureDetectorConfig { get; }

    /// <summary>How often heartbeats are sent. Default 1 s.</summary>
    public TimeSpan HeartbeatInterval { get; }

    /// <summary>After this time a node that never answered is watched all the same. Default 1 s.</summary>
    public TimeSpan HeartbeatExpectedResponseAfter { get; }

    /// <summary>How many nodes watch each node. Default 9.</summary>
    public int MonitoredByNrOfMembers { get; }

    /// <summary>Through whom a starting node finds the cluster. Default none.</summary>
    public ImmutableList<Address> SeedNodes { get; }

    /// <summary>How long the first seed waits for the others. Default 5 s.</summary>
    public TimeSpan SeedNodeTimeout { get; }

    /// <summary>When a join that led nowhere starts over; null means never. Default 10 s.</summary>
    public TimeSpan? RetryUnsuccessfulJoinAfter { get; }

    /// <summary>When a node that found no cluster shuts down; null means never, the default.</summary>
    public TimeSpan? ShutdownAfterUnsuccessfulJoinSeedNodes { get; }

    /// <summary>How often a node gossips. Default 1 s.</summary>
    public TimeSpan GossipInterval { get; }

    /// <summary>How often the leader looks again at the latest. Default 1 s.</summary>
    public TimeSpan LeaderActionsInterval { get; }

    /// <summary>How often heartbeats are judged. Default 1 s.</summary>
    public TimeSpan UnreachableNodesReaperInterval { get; }

    /// <summary>The roles of this node.</summary>
    public ImmutableHashSet<string> Roles { get; }

    /// <summary>The version of the application on this node.</summary>
    public AppVersion AppVersion { get; }

    /// <summary>How likely gossip goes to a node with another view. Default 0.8.</summary>
    public double GossipDifferentViewProbability { get; }

    /// <summary>From this number of members on less likely. Default 400.</summary>
    public int ReduceGossipDifferentViewProbability { get; }

    /// <summary>How many members there must be before any becomes Up. Default 1.</summary>
    public int MinNrOfMembers { get; }

    /// <summary>The same for members with a role.</summary>
    public ImmutableDictionary<string, int> MinNrOfMembersOfRole { get; }

    /// <summary>Whether a downed node shuts down as a whole. Default on.</summary>
    public bool RunCoordinatedShutdownWhenDown { get; }

    /// <summary>Whether members can become WeaklyUp. Default on.</summary>
    public bool AllowWeaklyUpMembers { get; }

    /// <summary>After what time without convergence. Default 7 s.</summary>
    public TimeSpan WeaklyUpAfter { get; }

    internal bool MayStartAlone { get; }

    internal string DowningProviderClass { get; }

    internal TimeSpan DownRemovalMargin { get; }

    internal TimeSpan PruneGossipTombstonesAfter { get; }

    /// <summary>The least of what the periodic duties need.</summary>
    internal TimeSpan TickInterval => new[] { TimeSpan.FromMilliseconds(100), GossipInterval / 4, LeaderActionsInterval, UnreachableNodesReaperInterval }.Min();

    internal MembershipSettings ToMembership() => new()
    {
        Roles = Roles,
        AppVersion = AppVersion,
        MinNrOfMembers = MinNrOfMembers,
        MinNrOfMembersOfRole = MinNrOfMembersOfRole,
        GossipInterval = GossipInterval,
        GossipDifferentViewProbability = GossipDifferentViewProbability,
        ReduceGossipDifferentViewProbability = ReduceGossipDifferentViewProbability,
        WeaklyUpAfter = AllowWeaklyUpMembers ? WeaklyUpAfter : null,
        PruneTombstonesAfter = PruneGossipTombstonesAfter,
    };

    internal SeedJoinSettings ToJoining() => new()
    {
        SeedNodeTimeout = SeedNodeTimeout,
        MayStartAlone = MayStartAlone,
        RetryUnsuccessfulJoinAfter = RetryUnsuccessfulJoinAfter,
        ShutdownAfterUnsuccessfulJoin = ShutdownAfterUnsuccessfulJoinSeedNodes,
    };

    internal PhiAccrualSettings ToDetector() => new()
    {
        Threshold = FailureDetectorConfig.GetDouble("threshold"),
        MaxSampleSize = FailureDetectorConfig.GetInt("max-sample-size"),
        MinStdDeviation = FailureDetectorConfig.GetTimeSpan("min-std-deviation"),
        AcceptableHeartbeatPause = FailureDetectorConfig.GetTimeSpan("acceptable-heartbeat-pause"),
        FirstHeartbeatEstimate = HeartbeatInterval,
    };

    /// <summary>A time, or null when it is off.</summary>
    internal static TimeSpan? OptionalTime(Config config, string path) =>
        config.GetString(path)?.ToLowerInvariant() is null or "off" or "false" or "no" ? null : config.GetTimeSpan(path);

    private static Address ParseSeed(string text, string systemName)
    {
        if (!Address.TryParse(text, out var address) || !address.HasGlobalScope)
            throw new ConfigurationException($"akka.cluster.seed-nodes: \"{text}\" is not an address such as akka.tcp://{systemName}@host:4053.");
        if (address.System != systemName)
            throw new ConfigurationException($"akka.cluster.seed-nodes: \"{text}\" names the system {address.System}; this one is {systemName}.");
        return address;
    }

    private static ImmutableDictionary<string, int> ReadMinimums(Config cluster)
    {
        var minimums = ImmutableDictionary.CreateBuilder<string, int>();
        foreach (var role in cluster.GetConfig("role").Tree.Keys)
            minimums[role] = cluster.GetInt($"role.{role}.min-nr-of-members", 1);
        return minimums.ToImmutable();
    }

    private void Validate()
    {
        foreach (var (key, time) in new[]
        {
            ("gossip-interval", GossipInterval),
            ("leader-actions-interval", LeaderActionsInterval),
            ("unreachable-nodes-reaper-interval", UnreachableNodesReaperInterval),
            ("failure-detector.heartbeat-interval", HeartbeatInterval),
        })
        {
            if (time <= TimeSpan.Zero)
                throw new ConfigurationException($"akka.cluster.{key} must be more than zero, not {time}.");
        }

        if (MonitoredByNrOfMembers < 1)
            throw new ConfigurationException("akka.cluster.failure-detector.monitored-by-nr-of-members must be at least 1.");
    }
}
