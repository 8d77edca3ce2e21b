namespace Broker.Runtime.Cluster.Membership;

/// <summary>Something the shell has to do.</summary>
/// <remarks>What subscribers are told is not an effect: the shell compares the views before and after.</remarks>
internal abstract record MembershipEffect
{
    /// <summary>Let a node in.</summary>
    internal sealed record SendWelcome(UniqueAddress To, Gossip Gossip) : MembershipEffect;

    /// <summary>Send our view.</summary>
    internal sealed record SendGossip(UniqueAddress To, Gossip Gossip) : MembershipEffect;

    /// <summary>Say which view we have.</summary>
    internal sealed record SendStatus(UniqueAddress To, VectorClock Version, int SeenDigest) : MembershipEffect;

    /// <summary>Ask again to be let in: whoever did it before may have been removed before it could tell.</summary>
    internal sealed record SendJoin(UniqueAddress To) : MembershipEffect;

    /// <summary>Tell the node of another cluster that this one is no member there.</summary>
    internal sealed record SendElsewhere(UniqueAddress To) : MembershipEffect;

    /// <summary>Tell a likely leader that we are gone.</summary>
    internal sealed record SendExitingConfirmed(UniqueAddress To) : MembershipEffect;

    /// <summary>The cluster declared this node dead; it must stop. Happens once.</summary>
    internal sealed record StopSelf(string Reason) : MembershipEffect;

    /// <summary>A line for the log.</summary>
    internal sealed record Note(bool IsWarning, string Text) : MembershipEffect;
}
