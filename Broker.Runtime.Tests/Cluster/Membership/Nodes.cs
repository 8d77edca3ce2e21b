using System.Collections.Immutable;
using Broker.Runtime.Actor;
using Broker.Runtime.Cluster;
using Broker.Runtime.Cluster.Membership;
using Broker.Runtime.Util;

namespace EngineTests.Membership;

/// <summary>Members and views for tests, by small numbers.</summary>
internal static class Nodes
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static Address Address(int number) => new("akka.tcp", "test", "10.0.0.1", number);

    public static UniqueAddress Node(int number, int uid = 0) => new(Address(number), uid == 0 ? number : uid);

    public static Member Member(int number, MemberStatus status = MemberStatus.Up, int? upNumber = null, params string[] roles) =>
        Broker.Runtime.Cluster.Member.Restore(
            Node(number), upNumber ?? (status == MemberStatus.Joining ? Broker.Runtime.Cluster.Member.NotYetUp : number), status, [.. roles], AppVersion.Zero);

    /// <summary>A view that all the members have seen.</summary>
    public static Gossip Converged(params Member[] members) => new(
        [.. members],
        [.. members.Select(static m => m.UniqueAddress)],
        Reachability.Empty,
        VectorClock.Empty.Increment(members[0].UniqueAddress),
        ImmutableDictionary<UniqueAddress, DateTimeOffset>.Empty);

    public static MembershipState State(int self, Gossip gossip, MembershipSettings? settings = null) =>
        new(Node(self), settings ?? new MembershipSettings(), new MembershipRandom(1)) { Gossip = gossip };
}
