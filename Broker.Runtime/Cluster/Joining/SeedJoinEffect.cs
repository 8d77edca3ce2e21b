using Broker.Runtime.Actor;

namespace Broker.Runtime.Cluster.Joining;

/// <summary>Something the shell has to do to get this node in.</summary>
internal abstract record SeedJoinEffect
{
    /// <summary>Ask a seed whether it is in a cluster.</summary>
    internal sealed record SendInitJoin(Address To) : SeedJoinEffect;

    /// <summary>Ask a member to be let in.</summary>
    internal sealed record SendJoin(Address To) : SeedJoinEffect;

    /// <summary>Start a cluster.</summary>
    internal sealed record JoinSelf : SeedJoinEffect;

    /// <summary>Stop trying, and the node with it.</summary>
    internal sealed record GiveUp(string Reason) : SeedJoinEffect;

    /// <summary>A line for the log.</summary>
    internal sealed record Note(bool IsWarning, string Text) : SeedJoinEffect;
}
