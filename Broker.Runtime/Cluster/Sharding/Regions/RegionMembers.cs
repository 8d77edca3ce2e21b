using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Sharding.Protocol;

namespace Broker.Runtime.Cluster.Sharding.Regions;

/// <summary>The members that may run the coordinator of a type, by age; only the owning actor uses it.</summary>
internal sealed class RegionMembers(string? role)
{
    private readonly Dictionary<UniqueAddress, Member> _members = [];

    /// <summary>Where the coordinator runs or will soon: the oldest member that has not left yet.</summary>
    public Address? CoordinatorNode =>
        _members.Values.Where(static member => member.Status is MemberStatus.Up or MemberStatus.Leaving).Order(Member.AgeOrdering).FirstOrDefault()?.Address;

    /// <summary>What a change of a member means to the region.</summary>
    public void Apply(Member member, List<RegionEvent> events)
    {
        if (Update(member))
            events.Add(new RegionEvent.CoordinatorNodeChanged(CoordinatorNode));
        if (member.Status == MemberStatus.Removed)
            events.Add(new RegionEvent.NodeRemoved(new NodeId(member.Address, member.UniqueAddress.Uid)));
    }

    private bool Update(Member member)
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
