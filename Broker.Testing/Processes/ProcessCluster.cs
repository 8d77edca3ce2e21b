using System.Diagnostics;

namespace Broker.Testing.Processes;

/// <summary>Several nodes as processes on loopback, each a seed, with a secret of their own.</summary>
public sealed class ProcessCluster : IAsyncDisposable
{
    private readonly NodeProcess[] _nodes;

    private ProcessCluster(NodeProcess[] nodes) => _nodes = nodes;

    /// <summary>The nodes, in the order of their ports.</summary>
    public IReadOnlyList<NodeProcess> Nodes => _nodes;

    /// <summary>How long it took from the start of the first process until all were ready.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    public NodeProcess this[int index] => _nodes[index];

    /// <summary>Starts the nodes at the same time and waits until all are ready.</summary>
    /// <param name="count">How many; one is started without a node port.</param>
    /// <param name="settings">Further settings for each, as HOCON keys and values.</param>
    /// <param name="program">The folder of their program; null for the one beside this.</param>
    public static async Task<ProcessCluster> StartAsync(int count, IReadOnlyDictionary<string, string>? settings = null, string? program = null)
    {
        var cluster = new ProcessCluster([.. NodeSettings.OnLoopback(count, settings, program).Select(node => new NodeProcess(node))]);
        try
        {
            var watch = Stopwatch.StartNew();
            foreach (var node in cluster._nodes)
            {
                node.Start();
            }

            await Task.WhenAll(cluster._nodes.Select(node => node.ReadyAsync()));
            cluster.ReadyAfter = watch.Elapsed;
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>The node that hosts a topic, by the address in a publish answer.</summary>
    public NodeProcess Owner(PublishAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return _nodes.Single(node => answer.Owner is { } owner && owner == node.Settings.NodeAddress);
    }

    /// <summary>What all nodes printed, for the output of a failed test.</summary>
    public string Logs(int lines = 80) =>
        string.Join(Environment.NewLine, _nodes.Select(node => $"--- {node.Settings.Name}{Environment.NewLine}{node.Tail(lines)}"));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }
    }
}
