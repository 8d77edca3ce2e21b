namespace Broker.Runtime.Cluster.SBR;

/// <summary>The settings of static-quorum.</summary>
public sealed class StaticQuorumSettings(int size, string role)
{
    /// <summary>How many members a side needs.</summary>
    public int Size { get; } = size;

    /// <summary>Only members with this role count; empty means all.</summary>
    public string Role { get; } = role;
}
