using Broker.Runtime.Cluster;
using Broker.Runtime.Cluster.Tools.Singleton;
using static EngineTests.Membership.Nodes;

namespace EngineTests.Membership;

public sealed class SingletonManagerStateTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    [Fact]
    public void The_oldest_starts_the_singleton_and_the_others_wait()
    {
        var gossip = Converged(Member(1), Member(2));
        Assert.Equal<SingletonEffect>([new SingletonEffect.StartSingleton()], Manager(1).Observe(gossip, TimeSpan.Zero).Effects);
        Assert.Empty(Manager(2).Observe(gossip, TimeSpan.Zero).Effects);
    }

    [Fact]
    public void The_oldest_hands_over_when_it_leaves_and_the_next_starts_only_then()
    {
        var leaving = Converged(Member(1, MemberStatus.Exiting, 1), Member(2));
        var (oldest, _) = Manager(1).Observe(Converged(Member(1), Member(2)), TimeSpan.Zero);
        var (next, _) = Manager(2).Observe(Converged(Member(1), Member(2)), TimeSpan.Zero);

        (next, var asks) = next.Observe(leaving, TimeSpan.Zero);
        Assert.Equal<SingletonEffect>([new SingletonEffect.Send(Node(1), new SingletonMessage.HandOverToMe(Node(2)))], asks);
        (oldest, var offers) = oldest.Observe(leaving, TimeSpan.Zero);
        Assert.Equal<SingletonEffect>([new SingletonEffect.Send(Node(2), new SingletonMessage.TakeOverFromMe(Node(1)))], offers);
        (oldest, var stops) = oldest.Receive(new SingletonMessage.HandOverToMe(Node(2)), TimeSpan.Zero);
        Assert.Contains(new SingletonEffect.StopSingleton(), stops);
        Assert.False(oldest.IsDone);
        (oldest, var done) = oldest.Terminated();
        Assert.Equal<SingletonEffect>([new SingletonEffect.Send(Node(2), new SingletonMessage.HandOverDone(Node(1)))], done);
        Assert.True(oldest.IsDone);
        (_, var starts) = next.Receive(new SingletonMessage.HandOverDone(Node(1)), TimeSpan.Zero);
        Assert.Equal<SingletonEffect>([new SingletonEffect.StartSingleton()], starts);
    }

    [Fact]
    public void A_crashed_oldest_has_to_be_removed_before_the_next_starts()
    {
        var (next, _) = Manager(2).Observe(Converged(Member(1), Member(2)), TimeSpan.Zero);
        (next, var effects) = next.Observe(Converged(Member(1, MemberStatus.Down, 1), Member(2)), TimeSpan.Zero);
        Assert.Empty(effects);
        Assert.Equal<SingletonEffect>([new SingletonEffect.StartSingleton()], next.Observe(Converged(Member(2)), TimeSpan.Zero).Effects);
    }

    [Fact]
    public void After_a_removal_the_next_waits_for_the_margin()
    {
        var manager = Manager(2) with { RemovalMargin = TimeSpan.FromSeconds(3) };
        (manager, _) = manager.Observe(Converged(Member(1), Member(2)), TimeSpan.Zero);
        (manager, var effects) = manager.Observe(Converged(Member(2)), TimeSpan.FromSeconds(10));
        Assert.Empty(effects);
        Assert.Empty(manager.Tick(TimeSpan.FromSeconds(12.9)).Effects);
        Assert.Equal<SingletonEffect>([new SingletonEffect.StartSingleton()], manager.Tick(TimeSpan.FromSeconds(13)).Effects);
    }

    [Fact]
    public void An_unanswered_request_is_repeated()
    {
        var (next, _) = Manager(2).Observe(Converged(Member(1, MemberStatus.Exiting, 1), Member(2)), TimeSpan.Zero);
        Assert.Empty(next.Tick(TimeSpan.FromSeconds(0.9)).Effects);
        Assert.Single(next.Tick(TimeSpan.FromSeconds(1)).Effects);
    }

    [Fact]
    public void Who_has_no_singleton_says_so_and_never_starts_it_again()
    {
        var leaving = Converged(Member(1, MemberStatus.Exiting, 1), Member(2, MemberStatus.Exiting, 2), Member(3));
        var (middle, _) = Manager(2).Observe(leaving, TimeSpan.Zero);
        (middle, var effects) = middle.Receive(new SingletonMessage.HandOverToMe(Node(3)), TimeSpan.Zero);
        Assert.Equal<SingletonEffect>([new SingletonEffect.Send(Node(3), new SingletonMessage.HandOverDone(Node(2)))], effects);
        Assert.Equal(SingletonPhase.End, middle.Phase);
    }

    [Fact]
    public void The_last_node_that_leaves_just_stops_the_singleton()
    {
        var (only, _) = Manager(1).Observe(Converged(Member(1)), TimeSpan.Zero);
        (only, var effects) = only.Observe(Converged(Member(1, MemberStatus.Exiting, 1)), TimeSpan.Zero);
        Assert.Equal<SingletonEffect>([new SingletonEffect.StopSingleton()], effects);
        Assert.True(only.Terminated().State.IsDone);
    }

    [Fact]
    public void A_downed_node_stops_its_manager_at_once()
    {
        var (manager, _) = Manager(1).Observe(Converged(Member(1), Member(2)), TimeSpan.Zero);
        Assert.Equal<SingletonEffect>(
            [new SingletonEffect.StopManager()], manager.Observe(Converged(Member(1, MemberStatus.Down, 1), Member(2)), TimeSpan.Zero).Effects);
    }

    [Fact]
    public void Only_members_of_the_role_count()
    {
        var manager = new SingletonManagerState(Node(2), "edge", Interval, TimeSpan.Zero);
        Assert.Single(manager.Observe(Converged(Member(1), Member(2, roles: "edge")), TimeSpan.Zero).Effects);
    }

    private static SingletonManagerState Manager(int self) => new(Node(self), "", Interval, TimeSpan.Zero);
}
