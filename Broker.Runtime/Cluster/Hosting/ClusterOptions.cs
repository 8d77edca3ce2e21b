using Broker.Runtime.Cluster.Hosting.SBR;
using Broker.Runtime.Remote.Hosting;

namespace Broker.Runtime.Cluster.Hosting;

/// <summary>How a node takes part in a cluster. What is not set is left to the configuration.</summary>
public sealed class ClusterOptions
{
    /// <summary>The roles of this node.</summary>
    public string[]? Roles { get; set; }

    /// <summary>How many members of a role must have come before any becomes Up.</summary>
    public Dictionary<string, int>? MinimumNumberOfMembersPerRole { get; set; }

    /// <summary>The addresses to ask for admission, as <c>akka.tcp://system@host:port</c>.</summary>
    public string[]? SeedNodes { get; set; }

    /// <summary>How many members must have come before any becomes Up.</summary>
    public int? MinimumNumberOfMembers { get; set; }

    /// <summary>The version of what runs on this node.</summary>
    public string? AppVersion { get; set; }

    /// <summary>Whether the cluster logs what happens.</summary>
    public bool? LogInfo { get; set; }

    /// <summary>Whether it logs every detail.</summary>
    public bool? LogInfoVerbose { get; set; }

    /// <summary>Who goes on when the cluster is cut in two.</summary>
    public SplitBrainResolverOption? SplitBrainResolver { get; set; }

    /// <summary>How soon silence counts as failure.</summary>
    public PhiAccrualFailureDetectorOptions? FailureDetector { get; set; }
}
