namespace Broker.Tests.Topics.Simulation;

/// <summary>Messages between nodes: at most once and in order for each pair of nodes, as the engines have it; lost at random or while cut.</summary>
internal sealed class SimulatedLinks(SimulatedTime time, Random random, int nodes)
{
    private readonly long[,] _last = new long[nodes, nodes];
    private readonly bool[,] _cut = new bool[nodes, nodes];

    /// <summary>The part of messages that are lost.</summary>
    public double Loss { get; set; }

    public int Lost { get; private set; }

    public void Send(SimulatedPeer from, SimulatedPeer to, object message)
    {
        var isLocal = from.Node == to.Node;
        if (!isLocal && (_cut[from.Node, to.Node] || random.NextDouble() < Loss))
        {
            Lost++;
            return;
        }

        var at = Math.Max(_last[from.Node, to.Node], time.Now + (isLocal ? 0 : random.Next(1, 15)));
        _last[from.Node, to.Node] = at;
        time.At(at, () =>
        {
            if (!to.IsStopped)
            {
                to.Receive(from, message);
            }
        });
    }

    public void Cut(int left, int right, bool isCut)
    {
        _cut[left, right] = isCut;
        _cut[right, left] = isCut;
    }

    public void Heal() => Array.Clear(_cut);

    /// <summary>A watched peer has stopped. This is never lost, and may overtake ordinary messages.</summary>
    public void TellStopped(SimulatedPeer stopped, long delay)
    {
        stopped.IsStopped = true;
        TellGone(stopped, delay);
    }

    /// <summary>As <see cref="TellStopped"/>, for one who only seems to have stopped.</summary>
    public void TellGone(SimulatedPeer gone, long delay)
    {
        foreach (var watcher in gone.Watchers)
        {
            time.After(delay + random.Next(1, 10), () =>
            {
                if (!watcher.IsStopped)
                {
                    watcher.Terminated(gone);
                }
            });
        }

        gone.Watchers.Clear();
    }
}
