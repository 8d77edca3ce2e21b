using System.Collections.Immutable;

namespace Broker.Runtime.Cluster.Joining;

/// <summary>The settings on which this node and a cluster have to agree before it joins.</summary>
/// <param name="Settings">Their values by key.</param>
/// <param name="IsEnforced">Whether a node with other values is refused, on either side; else a warning is all.</param>
internal sealed record JoinAgreement(ImmutableSortedDictionary<string, string> Settings, bool IsEnforced)
{
    /// <summary>Nothing to agree on.</summary>
    public static readonly JoinAgreement None = new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal), IsEnforced: true);

    /// <summary>What a node sends that wants in: nothing when it is told to join whatever the others have.</summary>
    public ImmutableSortedDictionary<string, string> Offer => IsEnforced ? Settings : None.Settings;

    /// <summary>The settings whose values differ; a key that only one side names is no difference, so that versions can add keys.</summary>
    public ImmutableArray<string> Differences(ImmutableSortedDictionary<string, string> theirs) =>
    [
        .. Settings
            .Where(ours => theirs.TryGetValue(ours.Key, out var value) && value != ours.Value)
            .Select(ours => $"{ours.Key} (\"{ours.Value}\" here, \"{theirs[ours.Key]}\" there)"),
    ];
}
