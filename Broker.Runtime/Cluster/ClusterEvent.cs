using System.Collections.Immutable;
using Broker.Runtime.Actor;
using Broker.Runtime.Event;

namespace Broker.Runtime.Cluster;

/// <summary>What subscribers are told of the cluster.</summary>
public static partial class ClusterEvent
{
    /// <summary>A subscriber is first sent <see cref="CurrentClusterState"/>.</summary>
    public const SubscriptionInitialStateMode InitialStateAsSnapshot = SubscriptionInitialStateMode.InitialStateAsSnapshot;

    /// <summary>A subscriber is first sent the events that led to the current state.</summary>
    public const SubscriptionInitialStateMode InitialStateAsEvents = SubscriptionInitialStateMode.InitialStateAsEvents;

    /// <summary>What a new subscriber gets first.</summary>
    public enum SubscriptionInitialStateMode
    {
        /// <summary>The current state in one message.</summary>
        InitialStateAsSnapshot,

        /// <summary>The events that led to it.</summary>
        InitialStateAsEvents,
    }

    /// <summary>Anything that happens in the cluster.</summary>
    public interface IClusterDomainEvent : IDeadLetterSuppression;

    /// <summary>The state of the cluster at one moment.</summary>
    public sealed class CurrentClusterState : INoSerializationVerificationNeeded
    {
        private readonly ImmutableDictionary<string, Address?> _roleLeaders;

        /// <summary>The state before a node joined any cluster.</summary>
        public CurrentClusterState()
            : this([], [], [], null, ImmutableDictionary<string, Address?>.Empty)
        {
        }

        /// <summary>Creates a state.</summary>
        public CurrentClusterState(
            ImmutableSortedSet<Member> members,
            ImmutableHashSet<Member> unreachable,
            ImmutableHashSet<Address> seenBy,
            Address? leader,
            ImmutableDictionary<string, Address?> roleLeaderMap)
        {
            Members = members;
            Unreachable = unreachable;
            SeenBy = seenBy;
            Leader = leader;
            _roleLeaders = roleLeaderMap;
        }

        /// <summary>All members, by address.</summary>
        public ImmutableSortedSet<Member> Members { get; }

        /// <summary>The members that some other finds unreachable.</summary>
        public ImmutableHashSet<Member> Unreachable { get; }

        /// <summary>Who has seen the current view.</summary>
        public ImmutableHashSet<Address> SeenBy { get; }

        /// <summary>The leader, if there is one.</summary>
        public Address? Leader { get; }

        /// <summary>All roles of all members.</summary>
        public ImmutableHashSet<string> AllRoles => [.. Members.SelectMany(static m => m.Roles)];

        /// <summary>Whether an upgrade is under way.</summary>
        public bool HasMoreThanOneAppVersion => Members.Select(static m => m.AppVersion).Distinct().Skip(1).Any();

        /// <summary>The leader among the members with a role.</summary>
        public Address? RoleLeader(string role) => _roleLeaders.GetValueOrDefault(role);

        /// <summary>The state with some parts replaced.</summary>
        public CurrentClusterState Copy(
            ImmutableSortedSet<Member>? members = null,
            ImmutableHashSet<Member>? unreachable = null,
            ImmutableHashSet<Address>? seenBy = null,
            Address? leader = null,
            ImmutableDictionary<string, Address?>? roleLeaderMap = null) =>
            new(members ?? Members, unreachable ?? Unreachable, seenBy ?? SeenBy, leader ?? Leader, roleLeaderMap ?? _roleLeaders);
    }

    /// <summary>The leader is another node.</summary>
    public sealed class LeaderChanged(Address? leader) : IClusterDomainEvent
    {
        /// <summary>The leader, if there is one.</summary>
        public Address? Leader { get; } = leader;

        /// <inheritdoc />
        public override bool Equals(object? obj) => obj is LeaderChanged other && Leader == other.Leader;

        /// <inheritdoc />
        public override int GetHashCode() => Leader?.GetHashCode() ?? 0;

        /// <inheritdoc />
        public override string ToString() => $"LeaderChanged({Leader})";
    }

    /// <summary>The leader among the members with a role is another node.</summary>
    public sealed class RoleLeaderChanged(string role, Address? leader) : IClusterDomainEvent
    {
        /// <summary>The leader of the role, if there is one.</summary>
        public Address? Leader { get; } = leader;

        /// <summary>The role.</summary>
        public string Role { get; } = role;

        /// <inheritdoc />
        public override bool Equals(object? obj) => obj is RoleLeaderChanged other && Role == other.Role && Leader == other.Leader;

        /// <inheritdoc />
        public override int GetHashCode() => HashCode.Combine(Role, Leader);

        /// <inheritdoc />
        public override string ToString() => $"RoleLeaderChanged({Role}, {Leader})";
    }

    /// <summary>This node's cluster is shutting down; the last event but for removals.</summary>
    public sealed class ClusterShuttingDown : IClusterDomainEvent
    {
        /// <summary>The only instance.</summary>
        public static readonly IClusterDomainEvent Instance = new ClusterShuttingDown();

        private ClusterShuttingDown()
        {
        }
    }
}
