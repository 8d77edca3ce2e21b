namespace Broker.Actors.Nodes;

/// <summary>The members of the cluster at one moment as one node sees them: joining, up, leaving and exiting ones.</summary>
/// <param name="self">This node.</param>
/// <param name="members">All members, this node among them, in the order of their addresses: the lowest decides between halves.</param>
public sealed class ClusterView(NodeId self, IReadOnlyList<NodeStanding> members)
{
    public NodeId Self => self;

    public IReadOnlyList<NodeStanding> Members => members;

    public bool Contains(NodeId node) => Find(node) is not null;

    /// <summary>Whether the node is a member that nobody finds unreachable.</summary>
    public bool IsReachable(NodeId node) => Find(node) is { IsReachable: true };

    /// <summary>Whether some of the members that are not joining are more than half of them, or half with the lowest address among them.</summary>
    public bool IsMajority(Func<NodeId, bool> isIn)
    {
        var all = 0;
        var some = 0;
        bool? hasLowest = null;
        foreach (var member in members)
        {
            if (!member.IsJoining)
            {
                var isOne = isIn(member.Node);
                all++;
                some += isOne ? 1 : 0;
                hasLowest ??= isOne;
            }
        }

        return some * 2 > all || (some * 2 == all && hasLowest == true);
    }

    private NodeStanding? Find(NodeId node)
    {
        foreach (var member in members)
        {
            if (member.Node == node)
            {
                return member;
            }
        }

        return null;
    }
}
