namespace Broker.Runtime.Cluster.SBR;

/// <summary>The settings of keep-oldest.</summary>
public sealed class KeepOldestSettings(bool downIfAlone, string role)
{
    /// <summary>Whether an oldest member that is cut off alone gives way.</summary>
    public bool DownIfAlone { get; } = downIfAlone;

    /// <summary>Only members with this role count; empty means all.</summary>
    public string Role { get; } = role;
}
