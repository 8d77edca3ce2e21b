using System.Collections.Immutable;
using Broker.Runtime.Cluster.SBR;
using Broker.Runtime.Configuration;

namespace Broker.Runtime.Cluster.Joining;

/// <summary>What of this node's configuration all members must agree on: two sides of a partition must come to the same decision.</summary>
internal static class JoinAgreement
{
    public static ImmutableSortedDictionary<string, string> Of(Config config, ClusterSettings settings)
    {
        var agreement = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var hasResolver = settings.DowningProviderClass.Contains("SplitBrainResolver", StringComparison.Ordinal);
        agreement["akka.cluster.downing-provider-class"] = settings.DowningProviderClass.Split(',')[0].Trim();
        if (hasResolver)
            agreement["akka.cluster.split-brain-resolver.active-strategy"] = new SplitBrainResolverSettings(config).DowningStrategy;
        return agreement.ToImmutable();
    }
}
