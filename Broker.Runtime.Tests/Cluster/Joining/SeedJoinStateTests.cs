using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Joining;
using static EngineTests.Membership.Nodes;

namespace EngineTests.Membership;

public sealed class SeedJoinStateTests
{
    private static readonly Address[] Seeds = [Address(1), Address(2), Address(3)];

    [Fact]
    public void The_first_seed_starts_a_cluster_as_soon_as_all_others_said_they_are_in_none()
    {
        var (state, asks) = Idle(1).Start(Seeds, TimeSpan.Zero);
        Assert.Equal<SeedJoinEffect>([new SeedJoinEffect.SendInitJoin(Address(2)), new SeedJoinEffect.SendInitJoin(Address(3))], asks);
        (state, var effects) = state.Denied(Address(2));
        Assert.Empty(effects);
        (_, effects) = state.Denied(Address(3));
        Assert.Contains(new SeedJoinEffect.JoinSelf(), effects);
    }

    [Fact]
    public void The_first_seed_starts_a_cluster_when_the_others_stay_silent()
    {
        var (state, _) = Idle(1).Start(Seeds, TimeSpan.Zero);
        Assert.DoesNotContain(new SeedJoinEffect.JoinSelf(), state.Tick(TimeSpan.FromSeconds(4.9)).Effects);
        Assert.Contains(new SeedJoinEffect.JoinSelf(), state.Tick(TimeSpan.FromSeconds(5)).Effects);
    }

    [Fact]
    public void Where_the_first_seed_may_not_start_alone_it_waits_for_a_majority_of_the_seeds()
    {
        var strict = new SeedJoinState(Address(1), new SeedJoinSettings { MayStartAlone = false });
        var (state, _) = strict.Start(Seeds, TimeSpan.Zero);
        (state, var effects) = state.Tick(TimeSpan.FromMinutes(1));
        Assert.DoesNotContain(new SeedJoinEffect.JoinSelf(), effects);
        Assert.Contains(effects, static effect => effect is SeedJoinEffect.Note { IsWarning: true } note && note.Text.Contains("only 1 of 3", StringComparison.Ordinal));
        (state, _) = state.Denied(Address(2));
        Assert.Contains(new SeedJoinEffect.JoinSelf(), state.Tick(TimeSpan.FromMinutes(2)).Effects);
    }

    [Fact]
    public void Half_of_the_seeds_is_no_majority()
    {
        var strict = new SeedJoinState(Address(1), new SeedJoinSettings { MayStartAlone = false });
        var (state, _) = strict.Start([Address(1), Address(2)], TimeSpan.Zero);
        Assert.DoesNotContain(new SeedJoinEffect.JoinSelf(), state.Tick(TimeSpan.FromMinutes(1)).Effects);
    }

    [Fact]
    public void The_only_seed_starts_a_cluster_at_once() =>
        Assert.Contains(new SeedJoinEffect.JoinSelf(), Idle(1).Start([Address(1)], TimeSpan.Zero).Effects);

    [Fact]
    public void Another_seed_never_starts_a_cluster_but_asks_for_ever()
    {
        var (state, _) = Idle(2).Start(Seeds, TimeSpan.Zero);
        (state, _) = state.Denied(Address(1));
        (state, _) = state.Denied(Address(3));
        var (_, effects) = state.Tick(TimeSpan.FromMinutes(10));
        Assert.DoesNotContain(new SeedJoinEffect.JoinSelf(), effects);
        Assert.Contains(new SeedJoinEffect.SendInitJoin(Address(1)), effects);
    }

    [Fact]
    public void A_seed_in_a_cluster_is_asked_to_let_the_node_in_until_it_does()
    {
        var (state, _) = Idle(1).Start(Seeds, TimeSpan.Zero);
        (state, var effects) = state.Acknowledged(Address(3), [], mustAgree: true, TimeSpan.Zero);
        Assert.Equal<SeedJoinEffect>([new SeedJoinEffect.SendJoin(Address(3))], effects);
        Assert.False(state.MayDeny);
        Assert.Equal<SeedJoinEffect>([new SeedJoinEffect.SendJoin(Address(3))], state.Tick(TimeSpan.FromSeconds(1)).Effects);
        Assert.Empty(state.Welcomed().Tick(TimeSpan.FromSeconds(2)).Effects);
    }

    [Fact]
    public void A_join_that_leads_nowhere_starts_over_with_all_seeds()
    {
        var (state, _) = Idle(1).Start(Seeds, TimeSpan.Zero);
        (state, _) = state.Acknowledged(Address(3), [], mustAgree: true, TimeSpan.Zero);
        (state, var effects) = state.Tick(TimeSpan.FromSeconds(10));
        Assert.Contains(new SeedJoinEffect.SendInitJoin(Address(2)), effects);
        Assert.Equal(SeedJoinPhase.Asking, state.Phase);
    }

    [Fact]
    public void A_cluster_with_other_settings_is_not_joined()
    {
        var (state, _) = Idle(2).Start(Seeds, TimeSpan.Zero);
        var (done, effects) = state.Acknowledged(Address(1), ["strategy"], mustAgree: true, TimeSpan.Zero);
        Assert.Contains("strategy", Assert.IsType<SeedJoinEffect.GiveUp>(Assert.Single(effects)).Reason, StringComparison.Ordinal);
        Assert.Empty(done.Tick(TimeSpan.FromMinutes(1)).Effects);
    }

    [Fact]
    public void A_node_that_need_not_agree_joins_with_a_warning()
    {
        var (state, _) = Idle(2).Start(Seeds, TimeSpan.Zero);
        var (_, effects) = state.Acknowledged(Address(1), ["strategy"], mustAgree: false, TimeSpan.Zero);
        Assert.Contains("strategy", Assert.IsType<SeedJoinEffect.Note>(effects[0]).Text, StringComparison.Ordinal);
        Assert.Equal(new SeedJoinEffect.SendJoin(Address(1)), effects[1]);
    }

    [Fact]
    public void A_node_that_joins_by_hand_gives_up_when_it_is_refused()
    {
        var (state, _) = Idle(2).Join(Address(1), TimeSpan.Zero);
        Assert.Empty(state.Acknowledged(Address(3), ["strategy"], mustAgree: true, TimeSpan.Zero).Effects);
        Assert.Empty(state.Acknowledged(Address(1), [], mustAgree: true, TimeSpan.Zero).Effects);
        var (_, effects) = state.Acknowledged(Address(1), ["strategy"], mustAgree: true, TimeSpan.Zero);
        Assert.IsType<SeedJoinEffect.GiveUp>(Assert.Single(effects));
    }

    [Fact]
    public void A_node_gives_up_when_told_to_after_a_time()
    {
        var settings = new SeedJoinSettings { ShutdownAfterUnsuccessfulJoin = TimeSpan.FromSeconds(20) };
        var (state, _) = new SeedJoinState(Address(2), settings).Start(Seeds, TimeSpan.Zero);
        Assert.IsType<SeedJoinEffect.GiveUp>(Assert.Single(state.Tick(TimeSpan.FromSeconds(20)).Effects));
    }

    private static SeedJoinState Idle(int self) => new(Address(self), new SeedJoinSettings());
}
