using EngineTests.Simulation.Nodes;

namespace EngineTests.Simulation.Invariants;

/// <summary>Who watches learns of the end; and is not told of one that has not come.</summary>
internal sealed class WatchChecks(World world)
{
    private readonly Dictionary<int, List<SimActor>> _actors = [];

    public void Add(SimActor actor) => ActorList(actor.Home).Add(actor);

    public IEnumerable<SimActor> ActorsOf(Incarnation process) => ActorList(process);

    public void Told(SimActor watcher, SimActor target)
    {
        world.Statistics.EndsTold++;
        if (target.Ended is { } ended && !watcher.Home.Machine.IsPaused)
            world.Statistics.LongestUntold = Math.Max(world.Statistics.LongestUntold, (world.Now - ended).TotalSeconds);
    }

    public void Ended(Incarnation process)
    {
        foreach (var actor in ActorList(process))
            actor.Ended ??= world.Now;
    }

    /// <summary>In the end nobody may wait for news of an actor that is gone.</summary>
    public void NobodyWaits()
    {
        foreach (var process in world.Running)
        {
            foreach (var (watcher, target) in process.Watches.Open)
            {
                if (!target.IsAlive)
                    world.Break(Invariant.WatchersLearn, $"{watcher} has not been told that {target} is gone, since {target.Ended}");
            }
        }
    }

    private List<SimActor> ActorList(Incarnation process)
    {
        if (!_actors.TryGetValue(process.Uid, out var actors))
            _actors[process.Uid] = actors = [process.Watches.Probe];
        return actors;
    }
}
