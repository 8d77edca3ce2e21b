using Broker.Actors.Fencing;
using Broker.Actors.Interest;
using Broker.Actors.Nodes;
using Broker.Actors.Topics;
using Broker.Tests.Topics.Simulation.Membership;
using Broker.Tests.Topics.Simulation.Sharding;
using Broker.Tests.Topics.Simulation.Time;

namespace Broker.Tests.Topics.Simulation.Nodes;

/// <summary>One process: what runs on it, how it sees the cluster, and whether it runs at all.</summary>
internal sealed class SimulatedNode
{
    private const int LargestSteadyBase = 1_000_000_000;
    private const int ResumeSpread = 10;

    private readonly List<SimulatedEvent> _deferred = [];
    private readonly HashSet<SimulatedNode> _removed = [];

    public SimulatedNode(World world, int slot, int incarnation, long skew)
    {
        World = world;
        Slot = slot;
        Incarnation = incarnation;
        SteadyBase = world.Random.Next(LargestSteadyBase);
        LonelySince = world.Time.Now;
        Clock = new SkewedClock(world.Time) { Skew = skew };
        Terms = new TermSource(Clock, world.Random);
        Id = new NodeId(((ulong)(slot + 1) << 32) | (uint)incarnation);
        Control = new ControlActor(this);
        Region = new SimulatedRegion(this);
        Keeper = new SimulatedKeeper(this);
        FenceActor = new SimulatedFence(this);
        Reporter = new SimulatedReporter(this);
        Hub = new SimulatedHub(this);
        Answers = new SimulatedAnswers(this);
    }

    public World World { get; }

    /// <summary>Stands for its address: a later process at the same address has the same.</summary>
    public int Slot { get; }

    public int Incarnation { get; }

    public NodeId Id { get; }

    public bool IsDead { get; private set; }

    public bool IsPaused { get; private set; }

    public bool IsRunning => !IsDead && !IsPaused;

    /// <summary>Whether it is giving away what it has, in order to leave.</summary>
    public bool IsLeaving { get; set; }

    /// <summary>What its steady clock showed when the history began.</summary>
    public long SteadyBase { get; }

    /// <summary>Since when it is on its own, when it is no member.</summary>
    public long LonelySince { get; set; }

    public SkewedClock Clock { get; }

    public TermSource Terms { get; }

    public MemberView View { get; } = new();

    public ControlActor Control { get; }

    public SimulatedRegion Region { get; }

    public SimulatedCoordinator? Coordinator { get; private set; }

    public NodeFence Fence { get; } = new();

    public InterestTable Interest { get; } = new();

    public SimulatedKeeper Keeper { get; }

    public SimulatedFence FenceActor { get; }

    public SimulatedReporter Reporter { get; }

    public SimulatedHub Hub { get; }

    public SimulatedAnswers Answers { get; }

    /// <summary>The actors here that someone watches, or did.</summary>
    public HashSet<SimulatedActor> Watched { get; } = [];

    /// <summary>Whether this node knows that another was a member and is none any more.</summary>
    public bool HasRemoved(SimulatedNode other) => _removed.Contains(other);

    /// <summary>Puts off what comes while the process is stopped.</summary>
    public void Defer(in SimulatedEvent late) => _deferred.Add(late);

    public void Pause()
    {
        IsPaused = true;
        World.Trace?.Note($"{this} is stopped");
    }

    public void Resume()
    {
        if (!IsPaused || IsDead)
        {
            return;
        }

        IsPaused = false;
        World.Trace?.Note($"{this} goes on");
        World.Membership.Resumed(this);
        var last = World.Time.Now;
        foreach (var late in _deferred)
        {
            // Timers and messages that became due meanwhile come in any order, the messages of one node in theirs.
            var at = World.Time.Now + World.Random.Next(ResumeSpread);
            last = late.From is null ? last : Math.Max(last, at);
            World.Time.Add(late.From is null ? at : last, late.Target, late.From, late.Message, late.Connection);
        }

        _deferred.Clear();
    }

    /// <summary>Begins to leave: gives away what it has, then says good-bye, then ends.</summary>
    public void Leave()
    {
        if (!IsLeaving && View.Members.Count > 1)
        {
            IsLeaving = true;
            World.Trace?.Note($"{this} leaves");
            new Departure(this).Begin();
        }
    }

    /// <summary>Another node, as far as this one knows it as a member.</summary>
    public SimulatedNode? Find(NodeId id)
    {
        foreach (var member in View.Members)
        {
            if (member.Id == id)
            {
                return member;
            }
        }

        return null;
    }

    /// <summary>The process ends, cleanly or not; what matters of a clean end has happened before.</summary>
    public void Exit(string why)
    {
        if (IsDead)
        {
            return;
        }

        IsDead = true;
        World.Trace?.Note($"{this} ends: {why}");
        _deferred.Clear();
        World.NodeEnded(this);
    }

    public void MemberUp(SimulatedNode member) => World.Trace?.Note($"{this} sees {member} join");

    public void MemberRemoved(SimulatedNode member, bool wasLeaving)
    {
        World.Trace?.Note($"{this} sees {member} {(wasLeaving ? "leave" : "removed")}");
        _removed.Add(member);
        World.DeathWatch.Removed(this, member);
        Region.MemberRemoved(member);
        Coordinator?.MemberRemoved(member);
    }

    public void ReachabilityChanged(SimulatedNode member) =>
        World.Trace?.Note($"{this} sees {member} {(View.IsReachable(member) ? "reachable" : "unreachable")}");

    /// <summary>Tells everyone here who follows the cluster.</summary>
    public void ViewChanged()
    {
        var view = View.ToClusterView(this);
        FenceActor.MembersChanged(view);
        Keeper.MembersChanged(view);
        Hub.MembersChanged(view);
        Reporter.MembersChanged(view);
    }

    public void MembersChanged()
    {
        if (View.Oldest != this)
        {
            Coordinator = null;
        }
        else
        {
            Coordinator ??= new SimulatedCoordinator(this);
        }

        Region.Register();
        ViewChanged();
    }

    public override string ToString() => $"n{Slot}.{Incarnation}";
}
