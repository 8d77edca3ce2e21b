using System.Collections.Immutable;
using Broker.Runtime.Configuration;

namespace Broker.Runtime.Cluster.SBR;

/// <summary>The settings below <c>akka.cluster.split-brain-resolver</c>.</summary>
public sealed class SplitBrainResolverSettings
{
    /// <summary>The side with more members goes on.</summary>
    public const string KeepMajorityName = "keep-majority";

    /// <summary>The side with a fixed number of members goes on.</summary>
    public const string StaticQuorumName = "static-quorum";

    /// <summary>The side with the oldest member goes on.</summary>
    public const string KeepOldestName = "keep-oldest";

    /// <summary>Everything starts anew.</summary>
    public const string DownAllName = "down-all";

    /// <summary>The strategies of this engine.</summary>
    public static readonly ImmutableHashSet<string> AllStrategyNames = [KeepMajorityName, StaticQuorumName, KeepOldestName, DownAllName];

    private static readonly TimeSpan LeastUnstableTime = TimeSpan.FromSeconds(4);

    /// <summary>Reads <paramref name="config"/>, the whole configuration.</summary>
    public SplitBrainResolverSettings(Config config)
    {
        var resolver = config.GetConfig("akka.cluster.split-brain-resolver");
        DowningStrategy = resolver.GetString("active-strategy");
        if (!AllStrategyNames.Contains(DowningStrategy))
            throw new ConfigurationException(
                $"akka.cluster.split-brain-resolver.active-strategy is \"{DowningStrategy}\"; possible are {string.Join(", ", AllStrategyNames.Order(StringComparer.Ordinal))}.");
        DowningStableAfter = resolver.GetTimeSpan("stable-after");
        DownAllWhenUnstable = ReadUnstable(resolver, DowningStableAfter);
        KeepMajorityRole = resolver.GetString("keep-majority.role") ?? "";
        StaticQuorumSettings = new StaticQuorumSettings(
            DowningStrategy == StaticQuorumName ? ReadQuorum(resolver) : 0, resolver.GetString("static-quorum.role") ?? "");
        KeepOldestSettings = new KeepOldestSettings(resolver.GetBoolean("keep-oldest.down-if-alone"), resolver.GetString("keep-oldest.role") ?? "");
    }

    /// <summary>How long nothing may have changed before a decision. Default 20 s.</summary>
    public TimeSpan DowningStableAfter { get; }

    /// <summary>The name of the strategy. Default keep-majority.</summary>
    public string DowningStrategy { get; }

    /// <summary>How long after <see cref="DowningStableAfter"/> everything is downed; zero means never.</summary>
    public TimeSpan DownAllWhenUnstable { get; }

    /// <summary>keep-majority: only members with this role count; empty means all.</summary>
    public string KeepMajorityRole { get; }

    /// <summary>The settings of static-quorum.</summary>
    public StaticQuorumSettings StaticQuorumSettings { get; }

    /// <summary>The settings of keep-oldest.</summary>
    public KeepOldestSettings KeepOldestSettings { get; }

    internal SplitBrainRules ToRules()
    {
        var rules = new SplitBrainRules
        {
            StableAfter = DowningStableAfter,
            DownAllWhenUnstable = DownAllWhenUnstable == TimeSpan.Zero ? null : DownAllWhenUnstable,
        };
        return DowningStrategy switch
        {
            KeepMajorityName => rules with { Strategy = SplitBrainStrategy.KeepMajority, Role = KeepMajorityRole },
            StaticQuorumName => rules with { Strategy = SplitBrainStrategy.StaticQuorum, Role = StaticQuorumSettings.Role, QuorumSize = StaticQuorumSettings.Size },
            KeepOldestName => rules with { Strategy = SplitBrainStrategy.KeepOldest, Role = KeepOldestSettings.Role, DownIfAlone = KeepOldestSettings.DownIfAlone },
            _ => rules with { Strategy = SplitBrainStrategy.DownAll },
        };
    }

    private static TimeSpan ReadUnstable(Config resolver, TimeSpan stableAfter) => resolver.GetString("down-all-when-unstable").ToLowerInvariant() switch
    {
        "on" or "true" or "yes" => stableAfter * 0.75 > LeastUnstableTime ? stableAfter * 0.75 : LeastUnstableTime,
        "off" or "false" or "no" => TimeSpan.Zero,
        _ => resolver.GetTimeSpan("down-all-when-unstable"),
    };

    private static int ReadQuorum(Config resolver)
    {
        var size = resolver.GetString("static-quorum.quorum-size") == "undefined" ? 0 : resolver.GetInt("static-quorum.quorum-size");
        return size >= 1 ? size : throw new ConfigurationException("akka.cluster.split-brain-resolver.static-quorum.quorum-size must be at least 1.");
    }
}
