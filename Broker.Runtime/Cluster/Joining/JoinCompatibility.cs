using System.Collections.Immutable;

namespace Broker.Runtime.Cluster.Joining;

/// <summary>The settings on which all members must agree, compared when a node asks to join.</summary>
internal static class JoinCompatibility
{
    /// <summary>The keys whose values differ; a key that only one side names is no difference, so that versions can add keys.</summary>
    public static ImmutableArray<string> Differences(
        ImmutableSortedDictionary<string, string> ours, ImmutableSortedDictionary<string, string> theirs) =>
        [.. ours.Where(o => theirs.TryGetValue(o.Key, out var value) && value != o.Value).Select(static o => o.Key)];
}
