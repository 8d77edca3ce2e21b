using System.Collections.Immutable;
using Broker.Runtime.Cluster.Daemon;
using Broker.Runtime.Cluster.Joining;
using Broker.Runtime.Cluster.Membership;
using Broker.Runtime.Util;
using static EngineTests.Membership.Nodes;

namespace EngineTests.Membership;

public class ClusterCoreTests
{
    private static readonly JoinAgreement Agreement = JoinAgreement.None with { Settings = JoinAgreement.None.Settings.Add("strategy", "keep-majority") };
    private static readonly ImmutableSortedDictionary<string, string> OtherSettings = Agreement.Settings.SetItem("strategy", "down-all");

    [Fact]
    public void A_node_with_the_same_settings_is_let_in()
    {
        var core = FirstMember(Agreement);
        Receive(core, Join(Agreement.Settings));
        Assert.True(core.State.Gossip.HasMember(Node(2)));
    }

    [Fact]
    public void A_node_with_other_settings_is_refused_told_why_and_named_in_the_log()
    {
        var core = FirstMember(Agreement);
        var effects = Receive(core, Join(OtherSettings));
        Assert.False(core.State.Gossip.HasMember(Node(2)));
        Assert.Equal(new ClusterEffect.Send(Address(2), new ClusterMessage.InitJoinAck(Address(1), Agreement.Settings)), Assert.Single(effects.OfType<ClusterEffect.Send>()));
        var note = Assert.Single(effects.OfType<ClusterEffect.Note>());
        Assert.True(note.IsWarning);
        Assert.Contains("strategy (\"keep-majority\" here, \"down-all\" there)", note.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_that_only_asks_is_answered_and_named_in_the_log()
    {
        var effects = Receive(FirstMember(Agreement), new ClusterMessage.InitJoin(Address(2), OtherSettings));
        Assert.IsType<ClusterMessage.InitJoinAck>(Assert.Single(effects.OfType<ClusterEffect.Send>()).Message);
        Assert.Contains("strategy", Assert.Single(effects.OfType<ClusterEffect.Note>()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_that_enforces_nothing_lets_everyone_in()
    {
        var core = FirstMember(Agreement with { IsEnforced = false });
        Receive(core, Join(OtherSettings));
        Assert.True(core.State.Gossip.HasMember(Node(2)));
    }

    [Fact]
    public void A_node_that_enforces_nothing_offers_nothing_and_is_let_in()
    {
        var joining = New(2, Agreement with { IsEnforced = false });
        List<ClusterEffect> asked = [];
        joining.Carry(new ClusterCommand.JoinTo(Address(1)), Now, asked);
        var join = Assert.IsType<ClusterMessage.Join>(Assert.Single(asked.OfType<ClusterEffect.Send>()).Message);
        Assert.Empty(join.Agreement);
    }

    [Fact]
    public void A_node_that_was_refused_shuts_down()
    {
        var joining = New(2, Agreement);
        joining.Carry(new ClusterCommand.JoinTo(Address(1)), Now, []);
        var effects = Receive(joining, new ClusterMessage.InitJoinAck(Address(1), OtherSettings));
        var end = Assert.Single(effects.OfType<ClusterEffect.ShutDown>());
        Assert.Equal(ShutDownCause.JoinFailed, end.Cause);
        Assert.Contains("strategy", end.Reason, StringComparison.Ordinal);
    }

    private static ClusterTime Now => new(TimeSpan.FromSeconds(1), Start);

    private static ClusterMessage.Join Join(ImmutableSortedDictionary<string, string> settings) => new(Node(2), [], AppVersion.Zero, settings);

    private static ClusterCore New(int number, JoinAgreement agreement) => new(
        new MembershipState(Node(number), new MembershipSettings(), new MembershipRandom(1)), new SeedJoinSettings(), agreement, endsSmallerCluster: false);

    private static ClusterCore FirstMember(JoinAgreement agreement)
    {
        var core = New(1, agreement);
        core.Carry(new ClusterCommand.JoinTo(Address(1)), Now, []);
        Assert.True(core.State.IsMember);
        return core;
    }

    private static List<ClusterEffect> Receive(ClusterCore core, ClusterMessage message)
    {
        List<ClusterEffect> effects = [];
        core.Receive(message, Now, effects);
        return effects;
    }
}
