using System.Collections.Immutable;
using Broker.Runtime.Actor;

namespace Broker.Runtime.Cluster.Joining;

/// <summary>How a node finds a cluster: through the seeds, or one given member.</summary>
/// <remarks>
/// <para>Immutable. <c>now</c> is a monotonic time from any origin.</para>
/// <para>Only the first seed ever starts a cluster, and only when every other seed said that it is in none or stayed silent for the
/// seed timeout: two nodes started together can never make two clusters. How many may be silent is a setting.</para>
/// </remarks>
internal sealed record SeedJoinState(Address Self, SeedJoinSettings Settings)
{
    public SeedJoinPhase Phase { get; init; }

    public ImmutableList<Address> Seeds { get; init; } = [];

    /// <summary>Seeds that said they are in no cluster.</summary>
    public ImmutableHashSet<Address> NotInCluster { get; init; } = [];

    /// <summary>The member that was asked to let this node in.</summary>
    public Address? Target { get; init; }

    /// <summary>When the first attempt began.</summary>
    public TimeSpan Started { get; init; }

    /// <summary>When the present phase began.</summary>
    public TimeSpan PhaseStarted { get; init; }

    public TimeSpan NextAsk { get; init; }

    public TimeSpan NextWarning { get; init; }

    /// <summary>
    /// Whether this node may say that it is in no cluster. Not while a member may be about to let it in: the first seed could start
    /// another cluster on that word.
    /// </summary>
    public bool MayDeny => Phase != SeedJoinPhase.Joining;

    /// <summary>A digest of the seeds; 0 without any.</summary>
    public int SeedsDigest { get; init; }

    private IEnumerable<Address> OtherSeeds => Seeds.Where(s => s != Self);

    /// <summary>Whether enough seeds are known to be in no cluster that none can exist elsewhere among the others.</summary>
    private bool IsQuorumThere => (NotInCluster.Count + 1) * 2 > Seeds.Count;

    private bool IsFirstSeed => Seeds.Count > 0 && Seeds[0] == Self;

    public (SeedJoinState State, ImmutableArray<SeedJoinEffect> Effects) Start(IEnumerable<Address> seeds, TimeSpan now)
    {
        var state = this with
        {
            Phase = SeedJoinPhase.Asking,
            Seeds = [.. seeds.Distinct()],
            SeedsDigest = Encounters.Digest(seeds.Distinct()),
            NotInCluster = [],
            Target = null,
            Started = now,
            PhaseStarted = now,
            NextAsk = now + Settings.AskInterval,
            NextWarning = now + Settings.SeedNodeTimeout,
        };
        if (state.Seeds.IsEmpty)
            return (this, []);
        return state.IsFirstSeed && state.Seeds.Count == 1 ? state.StartCluster("it is the only seed") : (state, state.AskAll());
    }

    /// <summary>Joins one given member; this node itself starts a cluster.</summary>
    public (SeedJoinState State, ImmutableArray<SeedJoinEffect> Effects) Join(Address target, TimeSpan now)
    {
        var state = this with { Started = now, NextWarning = now + Settings.SeedNodeTimeout };
        return target == Self ? state.StartCluster(null) : state.AskToJoin(target, now);
    }

    /// <summary>A seed is in a cluster; or a member that was asked to let this node in says on what its cluster agrees, and so refuses.</summary>
    public (SeedJoinState State, ImmutableArray<SeedJoinEffect> Effects) Acknowledged(
        Address from, ImmutableArray<string> differences, bool mustAgree, TimeSpan now)
    {
        var isSeed = Phase == SeedJoinPhase.Asking && Seeds.Contains(from);
        var isRefusal = Phase == SeedJoinPhase.Joining && from == Target && !differences.IsEmpty;
        if (!isSeed && !isRefusal)
            return (this, []);
        var other = $"The configuration of the cluster at [{from}] is another one in {string.Join(", ", differences)}";
        if (!differences.IsEmpty && mustAgree)
            return (this with { Phase = SeedJoinPhase.Done }, [new SeedJoinEffect.GiveUp(
                $"{other}. All members must agree on it; akka.cluster.configuration-compatibility-check.enforce-on-join = off joins all the same")]);
        if (isRefusal)
            return (this, []);
        var (state, effects) = AskToJoin(from, now);
        return differences.IsEmpty
            ? (state, effects)
            : (state, effects.Insert(0, new SeedJoinEffect.Note(true, $"{other}; it is joined all the same, as enforce-on-join is off")));
    }

    /// <summary>A seed is in no cluster.</summary>
    public (SeedJoinState State, ImmutableArray<SeedJoinEffect> Effects) Denied(Address from)
    {
        if (Phase != SeedJoinPhase.Asking || !Seeds.Contains(from))
            return (this, []);
        var state = this with { NotInCluster = NotInCluster.Add(from) };
        return state.IsFirstSeed && state.OtherSeeds.All(state.NotInCluster.Contains)
            ? state.StartCluster("no other seed is in a cluster")
            : (state, []);
    }

    public SeedJoinState Welcomed() => this with { Phase = SeedJoinPhase.Done };

    public (SeedJoinState State, ImmutableArray<SeedJoinEffect> Effects) Tick(TimeSpan now)
    {
        if (Phase is SeedJoinPhase.Idle or SeedJoinPhase.Done || now < NextAsk)
            return (this, []);
        if (Settings.ShutdownAfterUnsuccessfulJoin is { } limit && now - Started >= limit)
            return (this with { Phase = SeedJoinPhase.Done }, [new SeedJoinEffect.GiveUp($"Could not join a cluster within {limit.TotalSeconds:0.#} s")]);
        if (Phase == SeedJoinPhase.Asking && IsFirstSeed && now - PhaseStarted >= Settings.SeedNodeTimeout && (Settings.MayStartAlone || IsQuorumThere))
            return StartCluster($"{NotInCluster.Count} of {Seeds.Count - 1} other seeds are in none, the others were silent for {Settings.SeedNodeTimeout.TotalSeconds:0.#} s");

        var state = this with { NextAsk = now + Settings.AskInterval };
        if (Phase == SeedJoinPhase.Joining)
            return state.RepeatJoin(now);

        var effects = state.AskAll();
        if (now < NextWarning)
            return (state, effects);
        return (
            state with { NextWarning = now + Settings.SeedNodeTimeout },
            effects.Add(new SeedJoinEffect.Note(true, state.Waiting(now))));
    }

    private string Waiting(TimeSpan now) => IsFirstSeed && !Settings.MayStartAlone
        ? $"No seed is in a cluster, and only {NotInCluster.Count + 1} of {Seeds.Count} are there, itself included, for {(now - Started).TotalSeconds:0} s; without a majority of them none is started, for there may be one that cannot be reached"
        : $"No seed of [{string.Join(", ", OtherSeeds)}] is in a cluster or answers, for {(now - Started).TotalSeconds:0} s; still asking";

    private (SeedJoinState State, ImmutableArray<SeedJoinEffect> Effects) RepeatJoin(TimeSpan now)
    {
        if (Settings.RetryUnsuccessfulJoinAfter is { } retry && now - PhaseStarted >= retry && Seeds.Count > 0)
        {
            var (again, asks) = Start(Seeds, now);
            return (again with { Started = Started }, asks);
        }

        return (this, [new SeedJoinEffect.SendJoin(Target!)]);
    }

    private (SeedJoinState State, ImmutableArray<SeedJoinEffect> Effects) AskToJoin(Address target, TimeSpan now) => (
        this with { Phase = SeedJoinPhase.Joining, Target = target, PhaseStarted = now, NextAsk = now + Settings.AskInterval },
        [new SeedJoinEffect.SendJoin(target)]);

    private (SeedJoinState State, ImmutableArray<SeedJoinEffect> Effects) StartCluster(string? why)
    {
        ImmutableArray<SeedJoinEffect> effects = [new SeedJoinEffect.JoinSelf()];
        return (
            this with { Phase = SeedJoinPhase.Done },
            why is null ? effects : effects.Insert(0, new SeedJoinEffect.Note(false, $"The first seed starts a new cluster: {why}")));
    }

    private ImmutableArray<SeedJoinEffect> AskAll() => [.. OtherSeeds.Select(static s => new SeedJoinEffect.SendInitJoin(s))];
}
