namespace Broker.Tests.Topics.Simulation;

/// <summary>Something with a mailbox on a node.</summary>
internal abstract class SimulatedPeer(int node)
{
    private long? _tickAt;

    public int Node { get; } = node;

    public bool IsStopped { get; set; }

    /// <summary>Those who are told when this one stops.</summary>
    public HashSet<SimulatedPeer> Watchers { get; } = [];

    protected abstract long? NextTick { get; }

    public abstract void Receive(SimulatedPeer sender, object message);

    public abstract void Terminated(SimulatedPeer peer);

    protected abstract void Tick();

    /// <summary>Sees to it that the next tick comes, as the timer of an actor does.</summary>
    protected void FollowTick(SimulatedTime time)
    {
        if (NextTick is not { } next || _tickAt <= next || IsStopped)
        {
            return;
        }

        _tickAt = next;
        time.At(next, () =>
        {
            if (_tickAt == next && !IsStopped)
            {
                _tickAt = null;
                Tick();
                FollowTick(time);
            }
        });
    }
}
