using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Membership;

namespace Broker.Runtime.Cluster.Daemon;

/// <summary>What the daemon has to do; it does it in order.</summary>
internal abstract record ClusterEffect
{
    /// <summary>Send a message to the daemon of another node.</summary>
    internal sealed record Send(Address To, ClusterMessage Message) : ClusterEffect;

    /// <summary>Everyone on this node who follows the membership gets to see the new view.</summary>
    internal sealed record ShowView(MembershipState Before, MembershipState After) : ClusterEffect;

    /// <summary>A removed incarnation is given up by remoting, after a time, so that whoever watches actors there is told.</summary>
    internal sealed record GiveUp(UniqueAddress Node, TimeSpan After) : ClusterEffect;

    /// <summary>This node ends.</summary>
    internal sealed record ShutDown(ShutDownCause Cause, string Reason) : ClusterEffect;

    /// <summary>A line for the log.</summary>
    internal sealed record Note(bool IsWarning, string Text) : ClusterEffect;
}
