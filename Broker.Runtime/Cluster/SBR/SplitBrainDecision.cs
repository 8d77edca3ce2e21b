using System.Collections.Immutable;

namespace Broker.Runtime.Cluster.SBR;

/// <summary>Who is downed, and why, in words for the log.</summary>
internal sealed record SplitBrainDecision(SplitBrainVerdict Verdict, ImmutableSortedSet<UniqueAddress> ToDown, string Explanation)
{
    /// <summary>Decides for one view; pure. Both sides of a partition come to complementary results.</summary>
    public static SplitBrainDecision Decide(SplitBrainRules rules, SplitBrainView view)
    {
        var indirect = view.IndirectlyConnected();
        if (indirect.IsEmpty)
            return Plain(rules, view);

        // Indirectly connected nodes go; if others are cut off besides, the strategy decides among the rest.
        var rest = view.Without(indirect);
        if (rest.Unreachable.IsEmpty && !rest.Members.IsEmpty)
            return new SplitBrainDecision(
                SplitBrainVerdict.DownUnreachable, [.. indirect], $"{Names(indirect)} are only indirectly connected and are downed");
        var among = Plain(rules, rest);
        return among with
        {
            ToDown = among.ToDown.Union(indirect),
            Explanation = $"{Names(indirect)} are only indirectly connected and are downed; of the rest {among.Explanation}",
        };
    }

    public static SplitBrainDecision All(SplitBrainView view, string why) =>
        new(SplitBrainVerdict.DownAll, Nodes(view.Members), $"{why}: all {view.Members.Count} are downed");

    private static SplitBrainDecision Plain(SplitBrainRules rules, SplitBrainView view)
    {
        var reachable = view.Reachable.Where(m => SplitBrainView.Counts(m) && HasRole(rules, m)).ToList();
        var unreachable = view.Unreachable.Where(m => SplitBrainView.Counts(m) && HasRole(rules, m)).ToList();
        var (verdict, why) = reachable.Count + unreachable.Count == 0
            ? (SplitBrainVerdict.DownAll, "no member that counts")
            : rules.Strategy switch
            {
                SplitBrainStrategy.KeepMajority => KeepMajority(rules, view, reachable, unreachable),
                SplitBrainStrategy.StaticQuorum => StaticQuorum(rules, reachable, unreachable),
                SplitBrainStrategy.KeepOldest => KeepOldest(rules, view, reachable, unreachable),
                _ => (SplitBrainVerdict.DownAll, "the strategy downs everyone"),
            };
        var toDown = verdict switch
        {
            SplitBrainVerdict.DownUnreachable => Nodes(view.Unreachable),
            SplitBrainVerdict.DownReachable => Nodes(view.Reachable),
            _ => Nodes(view.Members),
        };
        return new SplitBrainDecision(
            verdict,
            toDown,
            $"{Name(rules.Strategy)} chose {verdict}: {why}; reachable {reachable.Count} {Names(view.Reachable)}, unreachable {unreachable.Count} {Names(view.Unreachable)}");
    }

    private static (SplitBrainVerdict Verdict, string Why) KeepMajority(
        SplitBrainRules rules, SplitBrainView view, List<Member> reachable, List<Member> unreachable)
    {
        var lowest = reachable.Concat(unreachable).Min()!;
        var verdict = Majority(reachable.Count, unreachable.Count, unreachable.Contains(lowest));
        if (rules.Omitted.HasFlag(OmittedRules.MinorityGivesWay))
            verdict = SplitBrainVerdict.DownUnreachable;
        if (verdict == SplitBrainVerdict.DownUnreachable)
        {
            // The other side may know of a last change that we do not: one of theirs became Up, one of ours began to leave.
            // Only a majority that survives that is one.
            var sure = reachable.Count(static m => m.Status == MemberStatus.Up);
            var possible = view.Unreachable.Count(m => HasRole(rules, m)) + view.InDoubt.Count(m => HasRole(rules, m));
            if (possible > unreachable.Count && Majority(sure, possible, unreachable.Contains(lowest)) != SplitBrainVerdict.DownUnreachable)
                return (SplitBrainVerdict.DownAll, "a change of members during the partition leaves the majority in doubt");
        }

        var why = reachable.Count == unreachable.Count
            ? $"both sides have {reachable.Count}, and the lowest address {lowest.Address} decides"
            : $"{Math.Max(reachable.Count, unreachable.Count)} of {reachable.Count + unreachable.Count} members are on the {(verdict == SplitBrainVerdict.DownUnreachable ? "reachable" : "unreachable")} side";
        return (verdict, why);
    }

    private static SplitBrainVerdict Majority(int reachable, int unreachable, bool lowestIsUnreachable)
    {
        if (reachable == unreachable)
            return lowestIsUnreachable ? SplitBrainVerdict.DownReachable : SplitBrainVerdict.DownUnreachable;
        return reachable > unreachable ? SplitBrainVerdict.DownUnreachable : SplitBrainVerdict.DownReachable;
    }

    private static (SplitBrainVerdict Verdict, string Why) StaticQuorum(SplitBrainRules rules, List<Member> reachable, List<Member> unreachable)
    {
        var size = rules.QuorumSize;
        if (reachable.Count + unreachable.Count > (2 * size) - 1)
            return (SplitBrainVerdict.DownAll, $"more members than the quorum of {size} is safe for");
        return reachable.Count >= size
            ? (SplitBrainVerdict.DownUnreachable, $"the reachable side has the quorum of {size}")
            : (SplitBrainVerdict.DownReachable, $"the reachable side lacks the quorum of {size}");
    }

    private static (SplitBrainVerdict Verdict, string Why) KeepOldest(
        SplitBrainRules rules, SplitBrainView view, List<Member> reachable, List<Member> unreachable)
    {
        var oldest = reachable.Concat(unreachable).Min(Member.AgeOrdering)!;
        if (view.InDoubt.Any(m => HasRole(rules, m) && m.IsOlderThan(oldest)))
            return (SplitBrainVerdict.DownAll, "an older member was downed during the partition, and the other side may not know");
        var isHere = reachable.Contains(oldest);
        var isAlone = rules.DownIfAlone && (isHere ? reachable.Count : unreachable.Count) == 1 && (isHere ? unreachable.Count : reachable.Count) > 0;
        var why = $"the oldest member {oldest.Address} is {(isHere ? "reachable" : "unreachable")}{(isAlone ? " but alone" : "")}";
        return (isHere != isAlone ? SplitBrainVerdict.DownUnreachable : SplitBrainVerdict.DownReachable, why);
    }

    private static bool HasRole(SplitBrainRules rules, Member member) => rules.Role.Length == 0 || member.HasRole(rules.Role);

    private static ImmutableSortedSet<UniqueAddress> Nodes(IEnumerable<Member> members) => [.. members.Select(static m => m.UniqueAddress)];

    private static string Names(IEnumerable<Member> members) => Names(members.Select(static m => m.UniqueAddress));

    private static string Names(IEnumerable<UniqueAddress> nodes) => $"[{string.Join(", ", nodes.Order().Select(static n => n.Address))}]";

    private static string Name(SplitBrainStrategy strategy) => strategy switch
    {
        SplitBrainStrategy.KeepMajority => "keep-majority",
        SplitBrainStrategy.StaticQuorum => "static-quorum",
        SplitBrainStrategy.KeepOldest => "keep-oldest",
        _ => "down-all",
    };
}
