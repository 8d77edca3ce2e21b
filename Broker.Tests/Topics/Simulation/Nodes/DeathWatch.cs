namespace Broker.Tests.Topics.Simulation.Nodes;

/// <summary>A model of the engine's death watch: told when the watched actor stops, or when its node is removed from the cluster.</summary>
internal sealed class DeathWatch(World world)
{
    private const int StrangersPatience = 5_000;

    public void Watch(SimulatedActor watcher, SimulatedActor peer)
    {
        if (peer.Watchers.Contains(watcher))
        {
            return;
        }

        peer.Watchers.Add(watcher);
        peer.Node.Watched.Add(peer);
        var isStranger = peer.Node.IsDead && !watcher.Node.View.Members.Contains(peer.Node);
        if (peer.Node != watcher.Node && (isStranger || watcher.Node.HasRemoved(peer.Node)))
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

    /// <summary>A process has ended: those it was no member for find out by themselves, since nobody tells them.</summary>
    public void Ended(SimulatedNode node) => world.After(world.Outside, StrangersPatience, () =>
    {
        foreach (var peer in node.Watched)
        {
            foreach (var watcher in peer.Watchers)
            {
                if (!watcher.Node.IsDead && !watcher.Node.View.Members.Contains(node))
                {
                    TellHere(watcher, peer);
                }
            }
        }
    });

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
