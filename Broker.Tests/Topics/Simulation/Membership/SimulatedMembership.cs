using Broker.Tests.Topics.Simulation.Nodes;

namespace Broker.Tests.Topics.Simulation.Membership;

/// <summary>A model of cluster membership: joins and leaves by agreement, detection of silence, and a resolver that keeps the majority.</summary>
/// <remarks>
/// One list holds what the side that goes on has agreed to. Each node sees it late, and not at all while it is cut off or paused. What the
/// protocol may count on is only what the engines promise: no two sides both go on, and nobody is taken out before it was silent for as
/// long as the detector tolerates and the resolver waits.
/// </remarks>
internal sealed class SimulatedMembership(World world)
{
    public const int Period = 250;

    private const int ExitGrace = 500;
    private const int LongestJoin = 1_500;
    private const int SoonestRemoval = 200;
    private const int LatestRemoval = 1_500;

    private readonly ReachabilityModel _reachability = new(world);
    private readonly List<SimulatedMember> _members = [];
    private readonly List<SimulatedNode> _joining = [];
    private long _version = 1;

    public IReadOnlyList<SimulatedMember> Members => _members;

    /// <summary>Whether the cluster is one and everyone sees that.</summary>
    public bool IsSettled
    {
        get
        {
            var settled = _joining.Count == 0 && !_reachability.IsDisturbed;
            foreach (var member in _members)
            {
                settled &= member.Status == SimulatedMemberStatus.Up && member.Node.View.Version == _version && member.Node.View.Unreachable == 0;
            }

            return settled;
        }
    }

    public void Start(SimulatedNode node)
    {
        _reachability.Forget(node.Slot);
        _joining.Add(node);
    }

    /// <summary>A node has given away what it had and leaves the cluster.</summary>
    public void Leave(SimulatedNode node)
    {
        if (Find(node) is { Status: not SimulatedMemberStatus.Down } member)
        {
            member.Status = SimulatedMemberStatus.Leaving;
            member.RemoveAt = world.Time.Now + ExitGrace;
            _version++;
            Apply(node);
        }
    }

    /// <summary>A node is taken out, without anybody having waited for anything.</summary>
    public void Down(SimulatedNode node)
    {
        if (Find(node) is { Status: SimulatedMemberStatus.Up } member && _members.Count > 1)
        {
            MarkDown(member);
            if (Leader() is { } leader)
            {
                Apply(leader);
            }
        }
    }

    public void Resumed(SimulatedNode node)
    {
        if (world.Random.Next(2) == 0)
        {
            _reachability.Resumed(node, _members);
        }

        node.LonelySince = world.Time.Now;
    }

    public void Look()
    {
        _reachability.Look(_members, _version, Period);
        TakeOut();
        TakeIn();
        RaiseUp();
        foreach (var node in world.Nodes)
        {
            if (node is not { IsRunning: true })
            {
                continue;
            }

            if (Find(node) is not { } member || member.Status == SimulatedMemberStatus.Down)
            {
                LookForNews(node);
                continue;
            }

            UpdateReachable(node);
            UpdateMembers(node);
            Resolve(node);
        }
    }

    private void TakeOut()
    {
        for (var i = _members.Count - 1; i >= 0; i--)
        {
            var member = _members[i];
            if (member.RemoveAt > world.Time.Now
                || (member.Status == SimulatedMemberStatus.Leaving && _reachability.IsDisturbed)
                || Leader() is not { } leader)
            {
                continue;
            }

            _members.RemoveAt(i);
            _version++;
            Apply(leader);
            world.Statistics.Removals++;
            world.Trace?.Note($"{member.Node} is no member any more");
            if (member.Status == SimulatedMemberStatus.Leaving)
            {
                member.Node.Exit("has left");
            }
        }
    }

    // Who can put through a change: one that runs and can talk to the majority.
    private SimulatedNode? Leader()
    {
        uint all = 0;
        foreach (var member in _members)
        {
            all |= 1u << member.Node.Slot;
        }

        foreach (var member in _members)
        {
            if (member.Node.IsRunning
                && member.Status != SimulatedMemberStatus.Down
                && (ResolverModel.ToDown(all, _reachability.Component(member.Node), all & ~_reachability.Component(member.Node)) & (1u << member.Node.Slot)) == 0)
            {
                return member.Node;
            }
        }

        return null;
    }

    private void TakeIn()
    {
        for (var i = _joining.Count - 1; i >= 0; i--)
        {
            var node = _joining[i];
            if (node.IsDead)
            {
                _joining.RemoveAt(i);
            }
            else if (node.IsRunning && MayJoin(node))
            {
                _joining.RemoveAt(i);
                _members.Add(new SimulatedMember(node) { UpAt = world.Time.Now + world.Random.Next(LongestJoin) });
                _version++;
                world.Trace?.Note($"{node} is a member");
                Apply(node);
            }
        }
    }

    // By convergence: when every member knows of the joining one and nobody is missing.
    private void RaiseUp()
    {
        if (_reachability.IsDisturbed || _members.Exists(member => member.Node.View.Version != _version))
        {
            return;
        }

        var raised = _members.FindAll(member => member.Status == SimulatedMemberStatus.Joining && member.UpAt <= world.Time.Now);
        if (raised.Count > 0)
        {
            raised.ForEach(static member => member.Status = SimulatedMemberStatus.Up);
            _version++;
            Apply(_members[0].Node);
        }
    }

    private bool MayJoin(SimulatedNode node)
    {
        if (_members.TrueForAll(static member => member.Node.IsDead))
        {
            _members.Clear();
            return true;
        }

        var former = _members.Find(member => member.Node.Slot == node.Slot);
        if (former is not null)
        {
            // A new process at the address: the former one is gone for certain, and nobody waits for it.
            if (former.Status != SimulatedMemberStatus.Down)
            {
                MarkDown(former);
            }

            former.RemoveAt = Math.Min(former.RemoveAt, world.Time.Now + world.Random.Next(500));
            return false;
        }

        return !_reachability.IsDisturbed && world.Links.AreConnected(node, _members[0].Node);
    }

    // One that is out hears of it from any member, or finds in the end that it is alone.
    private void LookForNews(SimulatedNode node)
    {
        if (_joining.Contains(node))
        {
            return;
        }

        var hears = _members.Exists(member =>
            member.Status != SimulatedMemberStatus.Down && member.Node.IsRunning && world.Links.AreConnected(node, member.Node));
        if (hears ? world.Random.Next(3) == 0 : world.Time.Now - node.LonelySince > ReachabilityModel.Tolerance + ResolverModel.StableAfter)
        {
            world.Statistics.Downed++;
            node.Exit("was downed");
        }
    }

    private void UpdateReachable(SimulatedNode node)
    {
        var view = node.View;
        var unreachable = _reachability.SuspectedIn(_reachability.Component(node), _members) & ~(1u << node.Slot);
        if (unreachable == view.Unreachable || world.Random.Next(2) == 0)
        {
            return;
        }

        var changed = unreachable ^ view.Unreachable;
        view.Unreachable = unreachable;
        view.StableSince = world.Time.Now;
        foreach (var member in view.Members)
        {
            if ((changed & (1u << member.Slot)) != 0)
            {
                node.ReachabilityChanged(member);
            }
        }

        node.ViewChanged();
    }

    private void UpdateMembers(SimulatedNode node)
    {
        if (node.View.Version == _version || world.Random.Next(2) == 0)
        {
            return;
        }

        if (HearsOfNews(node))
        {
            Apply(node);
        }
    }

    private bool HearsOfNews(SimulatedNode node)
    {
        var component = _reachability.Component(node);
        return _members.Exists(member => member.Node.View.Version == _version && (component & (1u << member.Node.Slot)) != 0);
    }

    private void Apply(SimulatedNode node)
    {
        var view = node.View;
        view.Version = _version;
        view.StableSince = world.Time.Now;
        for (var i = view.Members.Count - 1; i >= 0; i--)
        {
            var known = view.Members[i];
            if (Find(known) is null)
            {
                view.Members.RemoveAt(i);
                view.Unreachable &= ~(1u << known.Slot);
                node.MemberRemoved(known, wasLeaving: view.IsLeaving(known));
            }
        }

        view.Leaving = 0;
        view.Joining = 0;
        view.Down = 0;
        foreach (var member in _members)
        {
            view.Down |= member.Status == SimulatedMemberStatus.Down ? 1u << member.Node.Slot : 0;
            view.Joining |= member.Status == SimulatedMemberStatus.Joining ? 1u << member.Node.Slot : 0;
            view.Leaving |= member.Status == SimulatedMemberStatus.Leaving ? 1u << member.Node.Slot : 0;
            if (!view.Members.Contains(member.Node))
            {
                view.Members.Add(member.Node);
                node.MemberUp(member.Node);
            }
        }

        node.MembersChanged();
    }

    private void Resolve(SimulatedNode node)
    {
        var view = node.View;
        if (view.Unreachable == 0 || world.Time.Now - view.StableSince < ResolverModel.StableAfter + world.Random.Next(ExitGrace))
        {
            return;
        }

        uint members = 0;
        foreach (var member in view.Members)
        {
            members |= 1u << member.Slot;
        }

        var down = ResolverModel.ToDown(members, _reachability.Component(node), view.Unreachable);
        if (view.Version != _version && HearsOfNews(node))
        {
            return;
        }

        if (view.Version != _version || (down & (1u << node.Slot)) != 0)
        {
            world.Statistics.Downed++;
            node.Exit("is on the side that goes");
            return;
        }

        var isNews = false;
        foreach (var member in _members)
        {
            if ((down & (1u << member.Node.Slot)) != 0 && member.Status != SimulatedMemberStatus.Down)
            {
                world.Trace?.Note($"{node} downs {member.Node}");
                MarkDown(member);
                isNews = true;
            }
        }

        if (isNews)
        {
            Apply(node);
        }
    }

    private void MarkDown(SimulatedMember member)
    {
        member.Status = SimulatedMemberStatus.Down;
        member.Node.LonelySince = world.Time.Now;
        member.RemoveAt = world.Time.Now + world.Random.Next(SoonestRemoval, LatestRemoval);
        _version++;
    }

    private SimulatedMember? Find(SimulatedNode node)
    {
        foreach (var member in _members)
        {
            if (member.Node == node)
            {
                return member;
            }
        }

        return null;
    }
}
