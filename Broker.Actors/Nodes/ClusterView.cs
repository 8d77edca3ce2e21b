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
