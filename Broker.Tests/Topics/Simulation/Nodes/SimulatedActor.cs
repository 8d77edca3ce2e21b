namespace Broker.Tests.Topics.Simulation.Nodes;

/// <summary>Something with a mailbox, a timer and watchers, on one node.</summary>
internal abstract class SimulatedActor(SimulatedNode node)
{
    private const long NoTick = long.MaxValue;

    private long _tickAt = NoTick;

    public SimulatedNode Node { get; } = node;

    public World World => Node.World;

    /// <summary>By which lane of a link messages come to it.</summary>
    public int Lane { get; } = node.World.NextLane();

    public bool IsStopped { get; private set; }

    /// <summary>Those who are told when this one has stopped.</summary>
    public List<SimulatedActor> Watchers { get; } = [];

    /// <summary>The steady clock of the node; those of two nodes have nothing to do with each other.</summary>
    protected long Now => World.Time.Now + Node.SteadyBase;

    /// <summary>When the timer is wanted next, by the steady clock of the node.</summary>
    protected virtual long? NextTick => null;

    public abstract void Receive(SimulatedActor from, object message);

    public virtual void Terminated(SimulatedActor peer) =>
        throw new InvalidOperationException($"{this} watches nobody.");

    /// <summary>The event of the timer; one that was set anew meanwhile is not wanted any more.</summary>
    public void TimerFired(long at)
    {
        if (_tickAt <= at)
        {
            _tickAt = NoTick;
            Tick();
        }
    }

    /// <summary>Stops without a word to anyone but the watchers.</summary>
    public void Stop()
    {
        if (!IsStopped)
        {
            IsStopped = true;
            World.DeathWatch.Stopped(this);
        }
    }

    protected virtual void Tick()
    {
    }

    /// <summary>Sees to it that the timer fires in time; ends each turn.</summary>
    protected void FollowTick()
    {
        if (NextTick is not { } local || IsStopped)
        {
            return;
        }

        var next = Math.Max(local - Node.SteadyBase, World.Time.Now);
        if (next < _tickAt)
        {
            _tickAt = next;
            World.Time.Add(next, this, null, null, -1);
        }
    }
}
