using Broker.Runtime.Cluster;
using Broker.Runtime.Cluster.Membership;
using FsCheck;
using FsCheck.Fluent;
using static EngineTests.Membership.Nodes;

namespace EngineTests.Membership;

/// <summary>The laws of the merge, on views that three nodes can really come to.</summary>
public sealed class GossipMergeTests
{
    private const int Replicas = 3;
    private const int MemberNumbers = 5;

    private static readonly Arbitrary<int[]> Histories = Arb.From(Gen.Choose(0, (Replicas * MemberNumbers * 8) - 1).ListOf().Select(static h => h.ToArray()));

    [Fact]
    public void A_merge_does_not_depend_on_the_order() =>
        Prop.ForAll(Histories, static history =>
        {
            var views = Play(history);
            return Text(views[0].Merge(views[1])) == Text(views[1].Merge(views[0]));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_merge_does_not_depend_on_the_grouping() =>
        Prop.ForAll(Histories, static history =>
        {
            var views = Play(history);
            return Text(views[0].Merge(views[1]).Merge(views[2])) == Text(views[0].Merge(views[1].Merge(views[2])));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_view_merged_with_itself_stays_as_it_is() =>
        Prop.ForAll(Histories, static history => Play(history).All(static v => Text(v.Merge(v)) == Text(v))).QuickCheckThrowOnFailure();

    [Fact]
    public void What_was_removed_in_one_view_is_in_no_merge() =>
        Prop.ForAll(Histories, static history =>
        {
            var views = Play(history);
            var merged = views[0].Merge(views[1]).Merge(views[2]);
            return views.All(v => v.Tombstones.Keys.All(t => !merged.HasMember(t)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Nobody_has_seen_a_merge_yet() =>
        Assert.Empty(Converged(Member(1), Member(2)).Merge(Converged(Member(2), Member(1))).Seen);

    /// <summary>Each number is one change by one of three nodes, made on its own copy of the view.</summary>
    private static Gossip[] Play(int[] history)
    {
        var start = Converged([.. Enumerable.Range(1, Replicas).Select(static n => Member(n))]);
        var views = Enumerable.Repeat(start, Replicas).ToArray();
        foreach (var step in history)
        {
            var replica = step % Replicas;
            var number = (step / Replicas % MemberNumbers) + 1;
            views[replica] = Change(views, replica, number, step / (Replicas * MemberNumbers));
        }

        return views;
    }

    private static Gossip Change(Gossip[] views, int replica, int number, int kind)
    {
        var view = views[replica];
        var author = Node(replica + 1);
        var member = view.FindMember(Node(number));
        // Whoever was removed has stopped and changes nothing any more.
        if (!view.HasMember(author))
            return kind == 7 ? view.Merge(views[(replica + 1) % Replicas]) : view;
        var isOther = member is not null && Node(number) != author;
        return kind switch
        {
            0 when member is null && !view.Tombstones.ContainsKey(Node(number)) => view.Update([Member(number, MemberStatus.Joining)]).ChangedBy(author),
            1 when member?.Status == MemberStatus.Joining => view.Update([member.CopyUp(number)]).ChangedBy(author),
            2 when member?.Status == MemberStatus.Up => view.Update([member.Copy(MemberStatus.Leaving)]).ChangedBy(author),
            3 when isOther => view.Update([member!.Copy(MemberStatus.Down)]).ChangedBy(author),
            4 when isOther => view.Remove(new HashSet<UniqueAddress> { Node(number) }, Start).ChangedBy(author),
            5 when isOther => view.WithReachability(view.Reachability.Unreachable(author, Node(number))).ChangedBy(author),
            6 when isOther => view.WithReachability(view.Reachability.Reachable(author, Node(number))).ChangedBy(author),
            7 => view.Merge(views[(replica + 1) % Replicas]),
            _ => view,
        };
    }

    private static string Text(Gossip gossip) => string.Join(
        '\n',
        string.Join(';', gossip.Members.Select(static m => $"{m.UniqueAddress} {m.Status} {m.UpNumber}")),
        string.Join(';', gossip.Reachability.Records.Select(static r => $"{r}").Order()),
        string.Join(';', gossip.Reachability.Versions.Select(static v => $"{v}")),
        gossip.Version,
        string.Join(';', gossip.Tombstones.Select(static t => $"{t}").Order()));
}
