using System.Collections.Immutable;
using System.Globalization;
using Broker.Runtime.Cluster.SBR;
using Broker.Runtime.Cluster.Sharding;
using Broker.Runtime.Configuration;

namespace Broker.Runtime.Cluster.Joining;

/// <summary>
/// Collects what all members must have alike (Akka's documentation, "Configuration Compatibility Check"): the settings of the checkers that
/// are switched on, and the paths that <c>akka.cluster.relay.agree-on</c> adds, without those whose values must not be told.
/// </summary>
internal static class JoinCheckers
{
    private const string Path = "akka.cluster.configuration-compatibility-check";
    private const string OwnPaths = "akka.cluster.relay.agree-on";

    private static readonly Dictionary<string, Action<Config, ClusterSettings, ImmutableSortedDictionary<string, string>.Builder>> Known =
        new(StringComparer.Ordinal)
        {
            ["Akka.Cluster.JoinConfigCompatCheckCluster"] = AddCluster,
            ["Akka.Cluster.Sharding.JoinConfigCompatCheckSharding"] = AddSharding,
        };

    /// <summary>What this node's configuration says.</summary>
    /// <exception cref="ConfigurationException">A checker has a type that does not exist, or a path has no value.</exception>
    public static JoinAgreement Read(Config config, ClusterSettings settings)
    {
        var check = config.GetConfig(Path);
        var agreement = JoinAgreement.None.Settings.ToBuilder();
        foreach (var name in check.GetConfig("checkers").Tree.Keys)
        {
            // As in Akka, an empty type switches a checker off.
            var type = check.GetString($"checkers.{name}").Split(',')[0].Trim();
            if (type.Length == 0)
                continue;
            if (!Known.TryGetValue(type, out var add))
                throw new ConfigurationException($"{Path}.checkers.{name}: \"{type}\" is none of {string.Join(", ", Known.Keys)}.");
            add(config, settings, agreement);
        }

        foreach (var path in config.GetStringList(OwnPaths))
            agreement[path] = ValueAt(config, path);
        foreach (var secret in Secrets(check))
            agreement.RemoveRange(agreement.Keys.Where(key => IsBelow(key, secret)).ToArray());
        return new JoinAgreement(agreement.ToImmutable(), check.GetBoolean("enforce-on-join"));
    }

    /// <summary>What members that disagree about it would decide differently: who is dead, which side goes on, who may be Up.</summary>
    private static void AddCluster(Config config, ClusterSettings settings, ImmutableSortedDictionary<string, string>.Builder agreement)
    {
        agreement["akka.cluster.downing-provider-class"] = settings.DowningProviderClass.Split(',')[0].Trim();
        if (settings.DowningProviderClass.Contains("SplitBrainResolver", StringComparison.Ordinal))
            AddResolver(new SplitBrainResolverSettings(config), agreement);

        var detector = settings.ToDetector();
        agreement["akka.cluster.failure-detector.heartbeat-interval"] = Text(settings.HeartbeatInterval);
        agreement["akka.cluster.failure-detector.acceptable-heartbeat-pause"] = Text(detector.AcceptableHeartbeatPause);
        agreement["akka.cluster.failure-detector.threshold"] = detector.Threshold.ToString(CultureInfo.InvariantCulture);

        agreement["akka.cluster.min-nr-of-members"] = settings.MinNrOfMembers.ToString(CultureInfo.InvariantCulture);
        // One key for all roles: a role that only one side knows is a difference, too.
        agreement["akka.cluster.role.*.min-nr-of-members"] = string.Join(
            ", ",
            settings.MinNrOfMembersOfRole.Where(static role => role.Value > 1).OrderBy(static role => role.Key, StringComparer.Ordinal).Select(static role => $"{role.Key}: {role.Value}"));
    }

    private static void AddResolver(SplitBrainResolverSettings resolver, ImmutableSortedDictionary<string, string>.Builder agreement)
    {
        const string at = "akka.cluster.split-brain-resolver";
        agreement[$"{at}.active-strategy"] = resolver.DowningStrategy;
        agreement[$"{at}.stable-after"] = Text(resolver.DowningStableAfter);
        agreement[$"{at}.down-all-when-unstable"] = resolver.DownAllWhenUnstable == TimeSpan.Zero ? "off" : Text(resolver.DownAllWhenUnstable);
        switch (resolver.DowningStrategy)
        {
            case SplitBrainResolverSettings.KeepMajorityName:
                agreement[$"{at}.keep-majority.role"] = resolver.KeepMajorityRole;
                break;
            case SplitBrainResolverSettings.StaticQuorumName:
                agreement[$"{at}.static-quorum.quorum-size"] = resolver.StaticQuorumSettings.Size.ToString(CultureInfo.InvariantCulture);
                agreement[$"{at}.static-quorum.role"] = resolver.StaticQuorumSettings.Role;
                break;
            case SplitBrainResolverSettings.KeepOldestName:
                agreement[$"{at}.keep-oldest.down-if-alone"] = resolver.KeepOldestSettings.DownIfAlone ? "on" : "off";
                agreement[$"{at}.keep-oldest.role"] = resolver.KeepOldestSettings.Role;
                break;
        }
    }

    /// <summary>What regions that disagree about it would not find each other by.</summary>
    private static void AddSharding(Config config, ClusterSettings settings, ImmutableSortedDictionary<string, string>.Builder agreement)
    {
        // Sharding may not have been started yet, and then its defaults are not in the configuration.
        var complete = config.WithFallback(ClusterSharding.DefaultConfig());
        foreach (var key in new[] { "akka.cluster.sharding.state-store-mode", "akka.cluster.sharding.guardian-name" })
            agreement[key] = complete.GetString(key);
    }

    private static IEnumerable<string> Secrets(Config check)
    {
        var groups = check.GetConfig("sensitive-config-paths");
        return groups.Tree.Keys.SelectMany(group => groups.GetStringList(group));
    }

    private static bool IsBelow(string key, string path) =>
        key.StartsWith(path, StringComparison.Ordinal) && (key.Length == path.Length || key[path.Length] == '.');

    private static string ValueAt(Config config, string path)
    {
        if (!config.HasPath(path))
            throw new ConfigurationException($"{OwnPaths}: there is no value at \"{path}\".");
        try
        {
            return config.GetString(path);
        }
        catch (ConfigurationException)
        {
            return config.GetConfig(path).ToString();
        }
    }

    private static string Text(TimeSpan time) => time.ToString("c", CultureInfo.InvariantCulture);
}
