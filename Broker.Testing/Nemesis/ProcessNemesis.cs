using Broker.Testing.Histories;
using Broker.Testing.Waiting;

namespace Broker.Testing.Nemesis;

/// <summary>Does things to node processes, in rounds in which every kind of fault comes once, and waits each time until the cluster has recovered by itself.</summary>
public sealed class ProcessNemesis(SupervisedCluster cluster, NemesisOptions options)
{
    private readonly Random _random = new(options.Seed);
    private readonly List<string> _done = [];

    /// <summary>Says what it does, as it does it.</summary>
    public Action<string> Say { get; init; } = static _ => { };

    /// <summary>How often each fault was done.</summary>
    public string Summary => string.Join(", ", _done.GroupBy(kind => kind).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Key} {group.Count()}"));

    /// <summary>Goes on until the duration has passed; the last fault is recovered from then.</summary>
    public async Task RunAsync()
    {
        var end = cluster.Clock.Now + options.Duration;
        while (true)
        {
            foreach (var kind in Shuffled(Enum.GetValues<FaultKind>()))
            {
                if (cluster.Clock.Now >= end)
                {
                    return;
                }

                await DoAsync(kind);
            }
        }
    }

    private async Task DoAsync(FaultKind kind)
    {
        // A majority always stays untouched: without one nothing recovers by itself, nor should it.
        var victims = Shuffled(cluster.Nodes).Take(cluster.Nodes.Count >= 5 && _random.Next(4) == 0 ? 2 : 1).ToList();
        var names = string.Join(" and ", victims.Select(node => node.Name));
        Say($"{cluster.Clock.Now.TotalSeconds:0.0} {kind} of {names}");
        _done.AddRange(victims.Select(_ => kind.ToString()));
        await Task.WhenAll(victims.Select(node => DoAsync(kind, node, _random.NextDouble())));
        var healthy = await cluster.HealthyAsync(Deadline.Recovery + options.GivenUpAfter);
        Say($"{cluster.Clock.Now.TotalSeconds:0.0} healthy, {healthy.TotalSeconds:0.0} s after the last step");
        await Pause.ForAsync(options.Calm * (0.5 + _random.NextDouble()));
    }

    private async Task DoAsync(FaultKind kind, SupervisedNode node, double chance)
    {
        var from = cluster.Clock.Now;
        switch (kind)
        {
            case FaultKind.Kill:
                await node.KillAsync();
                Record(kind, node, from);
                await Pause.ForAsync(options.GivenUpAfter * (0.5 + (chance / 2)));
                node.Start();
                break;
            case FaultKind.KillAndRestartAtOnce:
                await node.KillAsync();
                Record(kind, node, from);
                node.Start();
                break;
            case FaultKind.CleanStop:
                await node.StopAsync();
                Record(kind, node, from);
                await Pause.ForAsync(TimeSpan.FromSeconds(3 * chance));
                node.Start();
                break;
            case FaultKind.ShortPause:
                await PauseAsync(kind, node, options.AcceptablePause * (0.1 + (chance / 2)));
                break;
            case FaultKind.LongPause:
                await PauseAsync(kind, node, options.GivenUpAfter * (1 + (chance / 4)));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind));
        }
    }

    private static async Task PauseAsync(FaultKind kind, SupervisedNode node, TimeSpan time)
    {
        node.Freeze();
        await Pause.ForAsync(time);
        node.Thaw(kind.ToString());
    }

    private void Record(FaultKind kind, SupervisedNode node, TimeSpan from) =>
        cluster.Recorder.Add(new Fault(kind.ToString(), [node.Name], from, cluster.Clock.Now));

    private T[] Shuffled<T>(IEnumerable<T> items)
    {
        var shuffled = items.ToArray();
        _random.Shuffle(shuffled);
        return shuffled;
    }
}
