using System.Collections.ObjectModel;
using Broker.Testing.Processes;
using Broker.Testing.Waiting;

namespace Broker.Testing.Nemesis;

/// <summary>Nodes under supervisors, as an orchestrator would run them.</summary>
public sealed class SupervisedCluster : IAsyncDisposable
{
    private readonly SupervisedNode[] _nodes;

    private SupervisedCluster(SupervisedNode[] nodes, RunClock clock, HistoryRecorder recorder)
    {
        _nodes = nodes;
        Clock = clock;
        Recorder = recorder;
    }

    public ReadOnlyCollection<SupervisedNode> Nodes => _nodes.AsReadOnly();

    public SupervisedNode this[int index] => _nodes[index];

    /// <summary>The time of this run.</summary>
    public RunClock Clock { get; }

    /// <summary>What happens in this run.</summary>
    public HistoryRecorder Recorder { get; }

    /// <summary>Starts the nodes and waits until they are one cluster.</summary>
    public static async Task<SupervisedCluster> StartAsync(IEnumerable<NodeSettings> nodes)
    {
        var (clock, recorder) = (new RunClock(), new HistoryRecorder());
        var cluster = new SupervisedCluster(
            [.. nodes.Select(settings => new SupervisedNode(new NodeProcess(settings), clock, recorder))], clock, recorder);
        try
        {
            foreach (var node in cluster._nodes)
            {
                node.Start();
            }

            await cluster.HealthyAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until all nodes are ready and each sees all of them Up and reachable and nobody else. Returns how long that took.</summary>
    public async Task<TimeSpan> HealthyAsync(TimeSpan? deadline = null)
    {
        MembershipView?[] views = [];
        try
        {
            return await Until.TrueAsync(
                async () =>
                {
                    views = await Task.WhenAll(_nodes.Select(node => node.ViewAsync()));
                    return Array.TrueForAll(views, view => view?.IsHealthy(_nodes.Length) == true);
                },
                "one healthy membership",
                deadline ?? Deadline.Recovery);
        }
        catch (TimeoutException)
        {
            var said = _nodes.Zip(views, (node, view) => $"  {node.Name}: {view?.ToString() ?? "not ready"}");
            throw new TimeoutException($"The cluster did not become one healthy membership by itself:{Environment.NewLine}{string.Join(Environment.NewLine, said)}{Environment.NewLine}{Logs()}");
        }
    }

    /// <summary>What all nodes printed last.</summary>
    public string Logs(int lines = 60) =>
        string.Join(Environment.NewLine, _nodes.Select(node => $"--- {node.Name}{Environment.NewLine}{node.Process.Tail(lines)}"));

    /// <summary>Keeps the nodes' whole output in files of a folder.</summary>
    public async Task KeepLogsAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var node in _nodes)
        {
            var lines = node.Process.Output.Snapshot().Select(line => $"{Clock.At(line.At).TotalSeconds,9:0.000} {line.Text}");
            await File.WriteAllLinesAsync(Path.Combine(folder, node.Name + ".log"), lines);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }
    }
}
