using Broker.Actors.Nodes;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Keepers;

/// <summary>One time that a shard is hosted on this node: first all others are asked what is left of it, then its owners may begin.</summary>
/// <param name="shard">Which shard.</param>
/// <param name="incarnation">The shard's actor on this node.</param>
/// <param name="term">The hosting's term.</param>
/// <param name="now">The steady clock.</param>
internal sealed class ShardHosting<TPeer>(ShardId shard, TPeer incarnation, Term term, long now)
    where TPeer : class
{
    public ShardId Shard => shard;

    public TPeer Incarnation { get; private set; } = incarnation;

    /// <summary>Above every earlier hosting of the shard that has begun.</summary>
    public Term Term { get; private set; } = term;

    /// <summary>Whether its owners may begin.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Whether the shard has gone; then what is still on its way here is taken all the same, for whoever hosts it next.</summary>
    public bool HasEnded { get; set; }

    /// <summary>The owners that wait, by topic.</summary>
    public Dictionary<TopicName, TPeer> Waiting { get; } = [];

    public Dictionary<NodeId, MemberAnswer> Answers { get; private set; } = [];

    /// <summary>Since when it waits for answers; anew each time that somebody says the shard is still hosted there.</summary>
    public long WaitsSince { get; set; } = now;

    public long AskAt { get; set; } = now;

    /// <summary>Nodes that are gone may act until then.</summary>
    public long NotBefore { get; set; } = long.MinValue;

    /// <summary>How often it was asked under a new term.</summary>
    public int Rounds { get; private set; } = 1;

    /// <summary>The shard comes back before this hosting was over.</summary>
    public void GoOn(TPeer again)
    {
        Incarnation = again;
        HasEnded = false;
    }

    /// <summary>One before it had a higher term: asks again under one above that.</summary>
    public void Rise(Term higher, long at)
    {
        Term = higher;
        Rounds++;
        Answers = [];
        AskAt = at;
    }

    public void Open() => IsOpen = true;
}
