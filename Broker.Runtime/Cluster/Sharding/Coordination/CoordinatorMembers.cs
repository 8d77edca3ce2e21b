using Broker.Runtime.Cluster.Sharding.Protocol;

namespace Broker.Runtime.Cluster.Sharding.Coordination;

/// <summary>The members that may run regions of a type; only the owning actor uses it.</summary>
internal sealed class CoordinatorMembers(string? role)
{
    private readonly Dictionary<UniqueAddress, Member> _members = [];
    private readonly HashSet<UniqueAddress> _unreachable = [];

    /// <summary>The members of a snapshot.</summary>
    public static CoordinatorMembers Of(ClusterEvent.CurrentClusterState state, string? role)
    {
        var members = new CoordinatorMembers(role);
        foreach (var member in state.Members)
            members.Update(member);
        foreach (var member in state.Unreachable)
            members.SetReachable(member, reachable: false);
        return members;
    }

    /// <summary>Takes a member's latest state in; gives whether it counts for this type.</summary>
    private bool Update(Member member)
    {
        if (role is not null && !member.HasRole(role))
            return false;
        if (member.Status == MemberStatus.Removed)
        {
            _members.Remove(member.UniqueAddress);
            _unreachable.Remove(member.UniqueAddress);
        }
        else
        {
            _members[member.UniqueAddress] = member;
        }

        return true;
    }

    /// <summary>The failure detector has changed its mind about a member.</summary>
    private void SetReachable(Member member, bool reachable)
    {
        if (reachable)
            _unreachable.Remove(member.UniqueAddress);
        else
            _unreachable.Add(member.UniqueAddress);
    }

    /// <summary>What a change of the cluster means to the coordinator.</summary>
    public void Apply(ClusterEvent.IClusterDomainEvent change, List<CoordinatorEvent> events)
    {
        switch (change)
        {
            case ClusterEvent.IMemberEvent { Member: var member } when Update(member):
                events.Add(new CoordinatorEvent.NodesChanged(Standings()));
                if (member.Status == MemberStatus.Removed)
                    events.Add(new CoordinatorEvent.NodeRemoved(new NodeId(member.Address, member.UniqueAddress.Uid)));
                break;
            case ClusterEvent.UnreachableMember unreachable:
                SetReachable(unreachable.Member, reachable: false);
                events.Add(new CoordinatorEvent.NodesChanged(Standings()));
                break;
            case ClusterEvent.ReachableMember reachable:
                SetReachable(reachable.Member, reachable: true);
                events.Add(new CoordinatorEvent.NodesChanged(Standings()));
                break;
        }
    }

    /// <summary>What the core must know.</summary>
    public IReadOnlyList<NodeStanding> Standings() => _members.Values
        .Select(member => new NodeStanding(
            new NodeId(member.Address, member.UniqueAddress.Uid),
            member.Status,
            Reachable: !_unreachable.Contains(member.UniqueAddress),
            member.AppVersion))
        .ToArray();
}
