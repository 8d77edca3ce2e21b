namespace Broker.Runtime.Cluster.SBR;

/// <summary>The settings that the decision depends on.</summary>
internal sealed record SplitBrainRules
{
    public SplitBrainStrategy Strategy { get; init; } = SplitBrainStrategy.KeepMajority;

    /// <summary>How long nothing may have changed before a decision. Default 20 s.</summary>
    public TimeSpan StableAfter { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>So long after <see cref="StableAfter"/> without a decision everything is downed; null means never. Default three quarters of it, at least 4 s.</summary>
    public TimeSpan? DownAllWhenUnstable { get; init; }

    /// <summary>Only members with this role count; empty means all. For the chosen strategy.</summary>
    public string Role { get; init; } = "";

    /// <summary>static-quorum: how many members a side needs.</summary>
    public int QuorumSize { get; init; }

    /// <summary>keep-oldest: an oldest member all alone gives way to the rest.</summary>
    public bool DownIfAlone { get; init; } = true;

    /// <summary>For tests only.</summary>
    public OmittedRules Omitted { get; init; }
}
