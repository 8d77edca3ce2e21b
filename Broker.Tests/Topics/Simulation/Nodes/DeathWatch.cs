namespace Broker.Tests.Topics.Simulation.Nodes;

/// <summary>A model of the engine's death watch: told when the watched actor stops, or when its node is removed from the cluster.</summary>
internal sealed class DeathWatch(World world)
{
    public void Watch(SimulatedActor watcher, SimulatedActor peer)
    {
        if (peer.Watchers.Contains(watcher))
        {
            return;
        }

        peer.Watchers.Add(watcher);
        peer.Node.Watched.Add(peer);
        if (peer.Node != watcher.Node && watcher.Node.HasRemoved(peer.Node))
        {
            TellHere(watcher, peer);
        }
        else if (peer.IsStopped)
        {
            world.Links.Control(watcher.Node, peer.Node, () => Tell(watcher, peer));
        }
    }

    public static void Unwatch(SimulatedActor watcher, SimulatedActor peer) => peer.Watchers.Remove(watcher);

    public void Stopped(SimulatedActor peer)
    {
        foreach (var watcher in peer.Watchers)
        {
            Tell(watcher, peer);
        }
    }

    /// <summary>A node has learnt that another is no member any more; for its watchers everything there has stopped.</summary>
    public void Removed(SimulatedNode at, SimulatedNode removed)
    {
        foreach (var peer in removed.Watched)
        {
            foreach (var watcher in peer.Watchers)
            {
                if (watcher.Node == at)
                {
                    TellHere(watcher, peer);
                }
            }
        }
    }

    private void Tell(SimulatedActor watcher, SimulatedActor peer) =>
        world.Links.Control(peer.Node, watcher.Node, () => Terminate(watcher, peer));

    private void TellHere(SimulatedActor watcher, SimulatedActor peer) =>
        world.Links.Control(watcher.Node, watcher.Node, () => Terminate(watcher, peer));

    private static void Terminate(SimulatedActor watcher, SimulatedActor peer)
    {
        if (peer.Watchers.Remove(watcher) && !watcher.IsStopped)
        {
            watcher.Terminated(peer);
        }
    }
}
