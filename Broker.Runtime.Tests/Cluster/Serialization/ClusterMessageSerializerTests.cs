using System.Collections.Immutable;
using System.Runtime.Serialization;
using Broker.Runtime.Cluster;
using Broker.Runtime.Cluster.Daemon;
using Broker.Runtime.Cluster.Joining;
using Broker.Runtime.Cluster.Membership;
using Broker.Runtime.Cluster.Serialization;
using Broker.Runtime.Cluster.Tools.Singleton;
using Broker.Runtime.Cluster.Tools.Singleton.Serialization;
using Broker.Runtime.Remote.Wire;
using Broker.Runtime.Util;
using static EngineTests.Membership.Nodes;

namespace EngineTests.Membership;

public sealed class ClusterMessageSerializerTests
{
    private static readonly ClusterMessageSerializer Serializer = new(null!);

    private static readonly ImmutableSortedDictionary<string, string> Agreement =
        ImmutableSortedDictionary<string, string>.Empty.Add("active-strategy", "keep-majority");

    [Fact]
    public void A_view_comes_back_as_it_was()
    {
        var gossip = Full();
        var back = GossipCodec.Read(GossipCodec.Write(gossip));
        Assert.Equal(
            gossip.Members.Select(static m => (m.UniqueAddress, m.Status, m.UpNumber, m.AppVersion.Version, string.Join(',', m.Roles.Order(StringComparer.Ordinal)))),
            back.Members.Select(static m => (m.UniqueAddress, m.Status, m.UpNumber, m.AppVersion.Version, string.Join(',', m.Roles.Order(StringComparer.Ordinal)))));
        Assert.True(gossip.Seen.SetEquals(back.Seen));
        Assert.Equal(gossip.Reachability.Records.OrderBy(static r => r.Key.Subject), back.Reachability.Records.OrderBy(static r => r.Key.Subject));
        Assert.Equal(gossip.Reachability.Versions, back.Reachability.Versions);
        Assert.Equal(VectorClockOrdering.Same, gossip.Version.CompareTo(back.Version));
        Assert.Equal(gossip.Tombstones, back.Tombstones);
    }

    [Fact]
    public void Every_message_comes_back_as_it_was()
    {
        Assert.Equal(Node(1), Again(new ClusterMessage.GossipEnvelope(Node(1), Node(2), Full())).From);
        Assert.Equal(Node(2, -7), Again(new ClusterMessage.GossipEnvelope(Node(1), Node(2, -7), Full())).To);
        var status = Again(new ClusterMessage.GossipStatus(Node(1), VectorClock.Empty.Increment(Node(2)), -99));
        Assert.Equal((Node(1), 1L, -99), (status.From, status.Version.CountOf(Node(2)), status.SeenDigest));
        Assert.Equal(Agreement, Again(new ClusterMessage.InitJoin(Address(1), Agreement)).Agreement);
        Assert.Equal(Address(1), Again(new ClusterMessage.InitJoinAck(Address(1), Agreement)).From);
        Assert.Equal(Address(1), Again(new ClusterMessage.InitJoinNack(Address(1))).From);
        var join = Again(new ClusterMessage.Join(Node(1), ["a", "b"], AppVersion.Create("1.2.3"), JoinAgreement.None.Settings.Add("k", "v")));
        Assert.True(join.Roles.SetEquals(["a", "b"]));
        Assert.Equal("1.2.3", join.AppVersion.Version);
        Assert.Equal("v", Assert.Single(join.Agreement).Value);
        Assert.Equal(4, Again(new ClusterMessage.Welcome(Node(1), Full())).Gossip.Members.Count);
        Assert.Equal(Node(3), Again(new ClusterMessage.ExitingConfirmed(Node(3))).Node);
    }

    [Fact]
    public void Singleton_messages_come_back_as_they_were()
    {
        var serializer = new ClusterSingletonMessageSerializer(null!);
        foreach (SingletonMessage message in new SingletonMessage[]
        {
            new SingletonMessage.HandOverToMe(Node(1)),
            new SingletonMessage.HandOverInProgress(Node(2)),
            new SingletonMessage.HandOverDone(Node(3)),
            new SingletonMessage.TakeOverFromMe(Node(4)),
        })
            Assert.Equal(message, serializer.FromBinary(serializer.ToBinary(message), serializer.Manifest(message)));
    }

    [Fact]
    public void Fields_of_a_later_version_are_skipped()
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        var fields = new FieldWriter(output);
        fields.WriteString(99, "from the future");
        fields.WriteBytes(1, NodeCodec.Write(Node(3)));
        var read = Serializer.FromBinary(output.WrittenSpan.ToArray(), "EC");
        Assert.Equal(Node(3), Assert.IsType<ClusterMessage.ExitingConfirmed>(read).Node);
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Assert.Throws<SerializationException>(() => Serializer.FromBinary([], "GE"));
        Assert.Throws<SerializationException>(() => Serializer.FromBinary([], "no such message"));
        Assert.Throws<SerializationException>(() => Serializer.Manifest("text"));
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        new FieldWriter(output).WriteNumber(3, 12);
        Assert.Throws<SerializationException>(() => GossipCodec.Read(output.WrittenSpan));
    }

    private static T Again<T>(T message)
        where T : ClusterMessage => Assert.IsType<T>(Serializer.FromBinary(Serializer.ToBinary(message), Serializer.Manifest(message)));

    private static Gossip Full() => Converged(
            Member(1, roles: ["a", "b"]),
            Member(2, MemberStatus.Joining),
            Member(3, MemberStatus.Down),
            Member(4, MemberStatus.WeaklyUp, Broker.Runtime.Cluster.Member.NotYetUp),
            Member(5))
        .Remove(new HashSet<UniqueAddress> { Node(5) }, Start)
        .WithReachability(Reachability.Empty.Unreachable(Node(1), Node(3)).Terminated(Node(1), Node(2)).Unreachable(Node(2), Node(1)).Reachable(Node(2), Node(1)))
        .ChangedBy(Node(1));
}
