using System.Collections.Immutable;
using Broker.Runtime.Actor;
using Broker.Runtime.Util;

namespace Broker.Runtime.Cluster;

/// <summary>What every node knows of one node of the cluster.</summary>
/// <remarks>Immutable. Two members are equal when they are the same incarnation, whatever their status.</remarks>
public class Member : IComparable<Member>, IComparable
{
    /// <summary>The up number of a member that was never Up: younger than all others.</summary>
    internal const int NotYetUp = int.MaxValue;

    /// <summary>Orders addresses by host and port.</summary>
    public static readonly IComparer<Address> AddressOrdering = Comparer<Address>.Create(static (a, b) =>
    {
        if (ReferenceEquals(a, b))
            return 0;
        var byHost = string.CompareOrdinal(a.Host ?? "", b.Host ?? "");
        if (byHost != 0)
            return byHost;
        var byPort = (a.Port ?? 0).CompareTo(b.Port ?? 0);
        return byPort != 0 ? byPort : Address.Comparer.Compare(a, b);
    });

    /// <summary>Orders members from the oldest to the youngest.</summary>
    public static readonly IComparer<Member> AgeOrdering =
        Comparer<Member>.Create(static (a, b) => a.Equals(b) ? 0 : a.IsOlderThan(b) ? -1 : 1);

    /// <summary>Orders the candidates for leader: who may not lead comes last (Akka "Cluster Specification", leader).</summary>
    internal static readonly IComparer<Member> LeaderOrdering = Comparer<Member>.Create(static (a, b) =>
    {
        var byStatus = LeaderRank(a.Status).CompareTo(LeaderRank(b.Status));
        return byStatus != 0 ? byStatus : a.UniqueAddress.CompareTo(b.UniqueAddress);
    });

    private Member(UniqueAddress uniqueAddress, int upNumber, MemberStatus status, ImmutableHashSet<string> roles, AppVersion appVersion)
    {
        UniqueAddress = uniqueAddress;
        UpNumber = upNumber;
        Status = status;
        Roles = roles;
        AppVersion = appVersion;
    }

    /// <summary>The incarnation.</summary>
    public UniqueAddress UniqueAddress { get; }

    /// <summary>Where it is in its life.</summary>
    public MemberStatus Status { get; }

    /// <summary>The roles it was started with.</summary>
    public ImmutableHashSet<string> Roles { get; }

    /// <summary>The version of the application it runs.</summary>
    public AppVersion AppVersion { get; }

    /// <summary>Where it is reached.</summary>
    public Address Address => UniqueAddress.Address;

    /// <summary>Its place in the order in which members became Up; the leader gives it.</summary>
    internal int UpNumber { get; }

    internal static Member Create(UniqueAddress uniqueAddress, ImmutableHashSet<string> roles, AppVersion appVersion) =>
        new(uniqueAddress, NotYetUp, MemberStatus.Joining, roles, appVersion);

    internal static Member Restore(
        UniqueAddress uniqueAddress, int upNumber, MemberStatus status, ImmutableHashSet<string> roles, AppVersion appVersion) =>
        new(uniqueAddress, upNumber, status, roles, appVersion);

    internal static Member Removed(UniqueAddress uniqueAddress) =>
        new(uniqueAddress, NotYetUp, MemberStatus.Removed, [], AppVersion.Zero);

    /// <summary>The member with another status.</summary>
    public Member Copy(MemberStatus status) =>
        status == Status ? this : new Member(UniqueAddress, UpNumber, status, Roles, AppVersion);

    /// <summary>The member as Up, with its place in the order of age.</summary>
    public Member CopyUp(int upNumber) => new(UniqueAddress, upNumber, MemberStatus.Up, Roles, AppVersion);

    /// <summary>Whether it has the role.</summary>
    public bool HasRole(string role) => Roles.Contains(role);

    /// <summary>Whether it became Up before <paramref name="other"/>; by address when neither has yet.</summary>
    public bool IsOlderThan(Member other) => UpNumber == other.UpNumber
        ? UniqueAddress.CompareTo(other.UniqueAddress) < 0
        : UpNumber < other.UpNumber;

    /// <summary>What two views of one incarnation merge to: the later status, and the older age.</summary>
    public static Member HighestPriorityOf(Member m1, Member m2)
    {
        var later = LifeRank(m1.Status) >= LifeRank(m2.Status) ? m1 : m2;
        var upNumber = Math.Min(m1.UpNumber, m2.UpNumber);
        return later.UpNumber == upNumber ? later : new Member(later.UniqueAddress, upNumber, later.Status, later.Roles, later.AppVersion);
    }

    /// <summary>Merges two sets of members, each incarnation to its highest priority.</summary>
    public static ImmutableHashSet<Member> PickHighestPriority(IEnumerable<Member> a, IEnumerable<Member> b) =>
        Pick(a, b, HighestPriorityOf).ToImmutableHashSet();

    /// <summary>Merges two sets of members, each incarnation to the status that the leader would give it next.</summary>
    public static ImmutableSortedSet<Member> PickNextTransition(IEnumerable<Member> a, IEnumerable<Member> b) =>
        Pick(a, b, PickNextTransition).ToImmutableSortedSet();

    /// <summary>The one of two views of an incarnation whose status is the later one.</summary>
    public static Member PickNextTransition(Member a, Member b) => LifeRank(a.Status) >= LifeRank(b.Status) ? a : b;

    /// <inheritdoc />
    public int CompareTo(Member? other) => other is null ? 1 : UniqueAddress.CompareTo(other.UniqueAddress);

    /// <inheritdoc />
    public int CompareTo(object? obj) => obj is null or Member
        ? CompareTo(obj as Member)
        : throw new ArgumentException($"Cannot compare a member with {obj.GetType()}.", nameof(obj));

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Member other && UniqueAddress.Equals(other.UniqueAddress);

    /// <inheritdoc />
    public override int GetHashCode() => UniqueAddress.GetHashCode();

    /// <summary>Equal by incarnation.</summary>
    public static bool operator ==(Member? left, Member? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Different by incarnation.</summary>
    public static bool operator !=(Member? left, Member? right) => !(left == right);

    /// <summary>By incarnation.</summary>
    public static bool operator <(Member? left, Member? right) => left is null ? right is not null : left.CompareTo(right) < 0;

    /// <summary>By incarnation.</summary>
    public static bool operator >(Member? left, Member? right) => right < left;

    /// <summary>By incarnation.</summary>
    public static bool operator <=(Member? left, Member? right) => !(right < left);

    /// <summary>By incarnation.</summary>
    public static bool operator >=(Member? left, Member? right) => !(left < right);

    /// <inheritdoc />
    public override string ToString() => Roles.IsEmpty
        ? $"Member({Address}, {Status})"
        : $"Member({Address}, {Status}, roles: {string.Join(", ", Roles.Order(StringComparer.Ordinal))})";

    private static Dictionary<UniqueAddress, Member>.ValueCollection Pick(
        IEnumerable<Member> a, IEnumerable<Member> b, Func<Member, Member, Member> choose)
    {
        var picked = new Dictionary<UniqueAddress, Member>();
        foreach (var member in a.Concat(b))
            picked[member.UniqueAddress] = picked.TryGetValue(member.UniqueAddress, out var known) ? choose(known, member) : member;
        return picked.Values;
    }

    /// <summary>How far along its life a member is. A member never goes back, so the merge of two views takes the greater.</summary>
    private static int LifeRank(MemberStatus status) => status switch
    {
        MemberStatus.Joining => 0,
        MemberStatus.WeaklyUp => 1,
        MemberStatus.Up => 2,
        MemberStatus.Leaving => 3,
        MemberStatus.Exiting => 4,
        MemberStatus.Down => 5,
        _ => 6,
    };

    private static int LeaderRank(MemberStatus status) => status switch
    {
        MemberStatus.Up or MemberStatus.Leaving => 0,
        MemberStatus.WeaklyUp => 1,
        MemberStatus.Joining => 2,
        MemberStatus.Exiting => 3,
        _ => 4,
    };
}
