namespace Broker.Runtime.Cluster;

/// <content>What happens to members.</content>
public static partial class ClusterEvent
{
    /// <summary>A member's status changed.</summary>
    public interface IMemberEvent : IClusterDomainEvent
    {
        /// <summary>The member with its new status.</summary>
        Member Member { get; }
    }

    /// <summary>Whether a member can be reached changed.</summary>
    public interface IReachabilityEvent : IClusterDomainEvent;

    /// <summary>The base of the events of members.</summary>
    public abstract class MemberStatusChange : IMemberEvent
    {
        /// <summary>Creates the event; the member must have the status that the event tells of.</summary>
        protected MemberStatusChange(Member member, MemberStatus validStatus)
        {
            if (member.Status != validStatus)
                throw new ArgumentException($"Expected a member that is {validStatus}, got {member}.", nameof(member));
            Member = member;
        }

        /// <inheritdoc />
        public Member Member { get; }

        /// <inheritdoc />
        public override bool Equals(object? obj) => obj?.GetType() == GetType() && ((MemberStatusChange)obj).Member.Equals(Member);

        /// <inheritdoc />
        public override int GetHashCode() => Member.GetHashCode();

        /// <inheritdoc />
        public override string ToString() => $"{GetType().Name}({Member.Address}, {Member.Status})";
    }

    /// <summary>A node was let in; it is not Up yet.</summary>
    public sealed class MemberJoined(Member member) : MemberStatusChange(member, MemberStatus.Joining);

    /// <summary>A member became Up.</summary>
    public sealed class MemberUp(Member member) : MemberStatusChange(member, MemberStatus.Up);

    /// <summary>A member was let in without convergence.</summary>
    public sealed class MemberWeaklyUp(Member member) : MemberStatusChange(member, MemberStatus.WeaklyUp);

    /// <summary>A member asked to leave.</summary>
    public sealed class MemberLeft(Member member) : MemberStatusChange(member, MemberStatus.Leaving);

    /// <summary>All know that a member leaves; it shuts down now.</summary>
    public sealed class MemberExited(Member member) : MemberStatusChange(member, MemberStatus.Exiting);

    /// <summary>A member was declared dead.</summary>
    public sealed class MemberDowned(Member member) : MemberStatusChange(member, MemberStatus.Down);

    /// <summary>A member is gone for good.</summary>
    public sealed class MemberRemoved(Member member, MemberStatus previousStatus) : MemberStatusChange(member, MemberStatus.Removed)
    {
        /// <summary>What it was before: Down when it was declared dead, Exiting when it left in order.</summary>
        public MemberStatus PreviousStatus { get; } = previousStatus;

        /// <inheritdoc />
        public override bool Equals(object? obj) => base.Equals(obj) && ((MemberRemoved)obj!).PreviousStatus == PreviousStatus;

        /// <inheritdoc />
        public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), PreviousStatus);
    }

    /// <summary>The base of the events of reachability.</summary>
    public abstract class ReachabilityEvent : IReachabilityEvent
    {
        /// <summary>Creates the event.</summary>
        protected ReachabilityEvent(Member member) => Member = member;

        /// <summary>The member.</summary>
        public Member Member { get; }

        /// <inheritdoc />
        public override bool Equals(object? obj) => obj?.GetType() == GetType() && ((ReachabilityEvent)obj).Member.Equals(Member);

        /// <inheritdoc />
        public override int GetHashCode() => Member.GetHashCode();

        /// <inheritdoc />
        public override string ToString() => $"{GetType().Name}({Member.Address})";
    }

    /// <summary>A member does not answer some other.</summary>
    public sealed class UnreachableMember(Member member) : ReachabilityEvent(member);

    /// <summary>All can reach the member again.</summary>
    public sealed class ReachableMember(Member member) : ReachabilityEvent(member);
}
