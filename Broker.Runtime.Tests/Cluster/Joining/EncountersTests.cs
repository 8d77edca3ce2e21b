using Broker.Runtime.Actor;
using Broker.Runtime.Cluster;
using Broker.Runtime.Cluster.Daemon;
using Broker.Runtime.Cluster.Joining;
using Broker.Runtime.Cluster.Membership;
using static EngineTests.Membership.Nodes;

namespace EngineTests.Membership;

/// <summary>Two clusters that were founded apart never become one; of two with the same seeds, the smaller one ends.</summary>
public sealed class EncountersTests
{
    private static readonly Address[] Seeds = [Address(1), Address(2), Address(9)];

    [Fact]
    public void The_leader_of_the_smaller_cluster_downs_its_own()
    {
        var small = Leader(9, [9]);
        var effects = Receive(small, CardOf(Leader(1, [1, 2])));
        Assert.Contains(effects, static e => e is ClusterEffect.ShutDown { Cause: ShutDownCause.Downed });
        Assert.Contains(effects, static e => e is ClusterEffect.Note { IsWarning: true } note && note.Text.Contains("same seeds", StringComparison.Ordinal));
    }

    [Fact]
    public void The_leader_of_the_larger_one_only_says_so()
    {
        var large = Leader(1, [1, 2]);
        var effects = Receive(large, CardOf(Leader(9, [9])));
        var answer = Assert.IsType<ClusterEffect.Send>(Assert.Single(effects));
        Assert.Equal(Address(9), answer.To);
        Assert.IsType<ClusterMessage.Encounter>(answer.Message);
        Assert.Equal(2, large.State.Gossip.Members.Count);
    }

    [Fact]
    public void Exactly_one_of_two_gives_way_whatever_their_sizes()
    {
        var (one, other) = (CardOf(Leader(1, [1, 2])), CardOf(Leader(3, [3, 9])));
        Assert.True(Encounters.GivesWay(one, other) ^ Encounters.GivesWay(other, one));
        Assert.True(Encounters.GivesWay(other, one), "of equal ones that with the higher oldest address ends");
    }

    [Fact]
    public void A_cluster_without_a_seed_gives_way_since_nobody_could_find_it() =>
        Assert.True(Encounters.GivesWay(CardOf(Leader(3, [3, 4, 5])), CardOf(Leader(9, [9]))));

    [Fact]
    public void Clusters_with_other_seeds_leave_each_other_alone()
    {
        var small = Leader(9, [9]);
        Assert.Empty(Receive(small, CardOf(Leader(1, [1, 2])) with { Seeds = Encounters.Digest([Address(7)]) }));
    }

    [Fact]
    public void A_node_that_the_view_knows_as_removed_is_no_other_cluster()
    {
        // The sides of a partition are the resolver's business.
        var gossip = Converged(Member(1), Member(2), Member(9)).Remove(new HashSet<UniqueAddress> { Node(1), Node(2) }, Start).MarkSeen(Node(9));
        var removed = New(9, gossip);
        Assert.DoesNotContain(Receive(removed, CardOf(Leader(1, [1, 2]))), static e => e is ClusterEffect.ShutDown);
    }

    [Fact]
    public void Gossip_of_another_cluster_changes_nothing()
    {
        var core = Leader(1, [1, 2]);
        var before = core.State.Gossip;
        Receive(core, new ClusterMessage.GossipEnvelope(Node(9), Node(1), Converged(Member(9), Member(8))));
        Assert.Same(before, core.State.Gossip);
    }

    [Fact]
    public void A_welcome_that_nobody_asked_for_changes_nothing()
    {
        var core = Leader(1, [1, 2]);
        Receive(core, new ClusterMessage.Welcome(Node(9), Converged(Member(9), Member(1, MemberStatus.Joining))));
        Assert.False(core.State.Gossip.HasMember(Node(9)));
    }

    private static ClusterTime Now => new(TimeSpan.FromMinutes(1), Start);

    private static ClusterCore New(int self, Gossip gossip)
    {
        var idle = new ClusterCore(
            new MembershipState(Node(self), new MembershipSettings(), new MembershipRandom(1)), new SeedJoinSettings(), JoinAgreement.None, endsSmallerCluster: true);
        idle.Carry(new ClusterCommand.JoinSeedNodes([.. Seeds]), Now, []);
        idle.Carry(new ClusterCommand.JoinTo(Address(100)), Now, []);
        idle.Receive(new ClusterMessage.Welcome(Node(100), gossip), Now, []);
        return idle;
    }

    /// <summary>The leader of a settled cluster.</summary>
    private static ClusterCore Leader(int self, int[] members) => New(self, Converged([.. members.Select(static n => Member(n))]));

    private static ClusterMessage.Encounter CardOf(ClusterCore core)
    {
        List<ClusterEffect> effects = [];
        core.Tick(null, Now with { Now = Now.Now + TimeSpan.FromMinutes(1) }, effects);
        return Assert.IsType<ClusterMessage.Encounter>(effects.OfType<ClusterEffect.Send>().First(static s => s.Message is ClusterMessage.Encounter).Message);
    }

    private static List<ClusterEffect> Receive(ClusterCore core, ClusterMessage message)
    {
        List<ClusterEffect> effects = [];
        core.Receive(message, Now, effects);
        return effects;
    }
}
