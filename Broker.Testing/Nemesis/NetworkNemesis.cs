using Broker.Testing.Histories;
using Broker.Testing.Networks;
using Broker.Testing.Waiting;

namespace Broker.Testing.Nemesis;

/// <summary>Does things to the network between five nodes, in rounds in which every kind comes once, and waits each time until the cluster has recovered by itself.</summary>
public sealed class NetworkNemesis(SupervisedCluster cluster, HostNetwork network, NemesisOptions options)
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
            var kinds = Enum.GetValues<NetworkFaultKind>();
            _random.Shuffle(kinds);
            foreach (var kind in kinds)
            {
                if (cluster.Clock.Now >= end)
                {
                    return;
                }

                await RecoverAsync(kind);
            }
        }
    }

    private async Task RecoverAsync(NetworkFaultKind kind)
    {
        var hosts = Enumerable.Range(0, cluster.Nodes.Count).ToArray();
        _random.Shuffle(hosts);
        var from = cluster.Clock.Now;
        Say($"{from.TotalSeconds:0.0} {kind}, hosts in the order {string.Join(' ', hosts.Select(host => host + 1))}");
        _done.Add(kind.ToString());
        try
        {
            await DoAsync(kind, hosts);
        }
        finally
        {
            network.Heal();
            cluster.Recorder.Add(new Fault(kind.ToString(), [.. cluster.Nodes.Select(node => node.Name)], from, cluster.Clock.Now));
        }

        // Those that were removed may be about to find out, or to wait for a majority of the seeds.
        var healthy = await cluster.HealthyAsync(Deadline.Recovery * 2);
        Say($"{cluster.Clock.Now.TotalSeconds:0.0} healthy, {healthy.TotalSeconds:0.0} s after the last step");
        await Pause.ForAsync(options.Calm * (0.5 + _random.NextDouble()));
    }

    private async Task DoAsync(NetworkFaultKind kind, int[] hosts)
    {
        var minority = 1 + _random.Next((hosts.Length - 1) / 2);
        var chance = _random.NextDouble();
        var decided = options.GivenUpAfter * (1 + chance);
        switch (kind)
        {
            case NetworkFaultKind.Partition:
                network.Cut(hosts[..minority], hosts[minority..]);
                await Pause.ForAsync(decided);
                break;
            case NetworkFaultKind.ShortPartition:
                network.Cut(hosts[..minority], hosts[minority..]);
                await Pause.ForAsync(options.GivenUpAfter * chance);
                break;
            case NetworkFaultKind.NoMajority:
                network.Cut(hosts[..2], hosts[2..]);
                network.Cut(hosts[2..4], hosts[4..]);
                await Pause.ForAsync(decided);
                break;
            case NetworkFaultKind.PairCut:
                network.Cut(hosts[..1], hosts[1..2]);
                await Pause.ForAsync(decided);
                break;
            case NetworkFaultKind.Mute:
                network.Drop(hosts[..1], hosts[1..]);
                await Pause.ForAsync(decided);
                break;
            case NetworkFaultKind.Deaf:
                network.Drop(hosts[1..], hosts[..1]);
                await Pause.ForAsync(decided);
                break;
            case NetworkFaultKind.PairOneWay:
                network.Drop(hosts[..1], hosts[1..2]);
                await Pause.ForAsync(decided);
                break;
            case NetworkFaultKind.Flapping:
                await FlapAsync(hosts[..minority], hosts[minority..]);
                break;
            case NetworkFaultKind.PartitionAndKill:
                network.Cut(hosts[..1], hosts[1..]);
                await Pause.ForAsync(options.GivenUpAfter * chance);
                await cluster[hosts[1]].KillAsync();
                await Pause.ForAsync(options.Calm);
                cluster[hosts[1]].Start();
                await Pause.ForAsync(options.GivenUpAfter);
                break;
            case NetworkFaultKind.PartitionAndStop:
                network.Cut(hosts[..1], hosts[1..]);
                await Pause.ForAsync(options.GivenUpAfter * chance);
                await cluster[hosts[1]].StopAsync();
                cluster[hosts[1]].Start();
                await Pause.ForAsync(options.GivenUpAfter);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind));
        }
    }

    private async Task FlapAsync(int[] some, int[] others)
    {
        const int Times = 5;
        for (var i = 0; i < Times; i++)
        {
            network.Cut(some, others);
            await Pause.ForAsync(options.AcceptablePause * _random.NextDouble() * 2);
            network.Heal();
            await Pause.ForAsync(options.AcceptablePause * _random.NextDouble());
        }
    }
}
