using Broker.Actors.Hosting;

namespace Broker.Actors.Nodes;

/// <summary>Follows the cluster's members and tells some actors of this node its <see cref="ClusterView"/> whenever that changes.</summary>
public sealed class NodesActor : UntypedActor
{
    private readonly Dictionary<UniqueAddress, Member> _members = [];
    private readonly HashSet<UniqueAddress> _unreachable = [];
    private readonly List<IActorRef> _listeners;
    private readonly ClusterNodes _nodes;
    private readonly Cluster _cluster;

    public NodesActor(BrokerServices services, IReadOnlyList<IActorRef> listeners)
    {
        _nodes = services.Nodes;
        _listeners = [.. listeners];
        _cluster = Cluster.Get(Context.System);
    }

    protected override void PreStart() => _cluster.Subscribe(
        Self, ClusterEvent.InitialStateAsSnapshot, typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.IReachabilityEvent));

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case FollowNodes follow:
                _listeners.Add(follow.Listener);
                break;
            case ClusterEvent.CurrentClusterState state:
                foreach (var member in state.Members)
                {
                    Put(member);
                }

                _unreachable.UnionWith(state.Unreachable.Select(static member => member.UniqueAddress));
                break;
            case ClusterEvent.MemberRemoved removed:
                _members.Remove(removed.Member.UniqueAddress);
                _unreachable.Remove(removed.Member.UniqueAddress);
                _nodes.Remove(removed.Member.UniqueAddress);
                break;
            case ClusterEvent.IMemberEvent changed:
                Put(changed.Member);
                break;
            case ClusterEvent.UnreachableMember unreachable:
                _unreachable.Add(unreachable.Member.UniqueAddress);
                break;
            case ClusterEvent.ReachableMember reachable:
                _unreachable.Remove(reachable.Member.UniqueAddress);
                break;
            default:
                Unhandled(message);
                return;
        }

        Tell();
    }

    private void Put(Member member)
    {
        _members[member.UniqueAddress] = member;
        _nodes.Add(member.UniqueAddress);
    }

    // Who is down is on the way out, and neither asked nor answered any more.
    private void Tell()
    {
        var members = _members.Values
            .Where(static member => member.Status is not (MemberStatus.Down or MemberStatus.Removed))
            .OrderBy(static member => member.Address, Member.AddressOrdering)
            .Select(Standing)
            .ToArray();
        var view = new ClusterView(_nodes.Self, members);
        foreach (var listener in _listeners)
        {
            listener.Tell(view, Self);
        }
    }

    private NodeStanding Standing(Member member) => new(
        NodeId.Of(member.UniqueAddress),
        !_unreachable.Contains(member.UniqueAddress),
        member.Status is MemberStatus.Joining or MemberStatus.WeaklyUp,
        member.Status == MemberStatus.Up);
}
