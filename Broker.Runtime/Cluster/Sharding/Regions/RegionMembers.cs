using Broker.Runtime.Actor;

namespace Broker.Runtime.Cluster.Sharding.Regions;

/// <summary>The members that may run the coordinator of a type, by age; only the owning actor uses it.</summary>
internal sealed class RegionMembers(string? role)
{
    private readonly Dictionary<UniqueAddress, Member> _members = [];

    /// <summary>Where the coordinator runs or will soon: the oldest member that has not left yet.</summary>
    public Address? CoordinatorNode =>
        _members.Values.Where(static member => member.Status is MemberStatus.Up or MemberStatus.Leaving).Order(Member.AgeOrdering).FirstOrDefault()?.Address;

    /// <summary>Takes a member's latest state in; gives whether it counts for this type.</summary>
    public bool Update(Member member)
    {
        if (role is not null && !member.HasRole(role))
            return false;
        if (member.Status is MemberStatus.Down or MemberStatus.Removed)
            _members.Remove(member.UniqueAddress);
        else
            _members[member.UniqueAddress] = member;
        return true;
    }
}
