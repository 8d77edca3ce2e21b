using Broker.Testing.Nemesis;
using Broker.Testing.Processes;

namespace Broker.Bench.Busy;

/// <summary>Looks at what each node sees of the cluster, once a second, and keeps every view that is not healthy.</summary>
internal sealed class ViewWatch : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ProcessCluster _cluster;
    private readonly CancellationTokenSource _end = new();
    private readonly List<string> _unhealthy = [];
    private readonly Task _watching;

    public ViewWatch(ProcessCluster cluster)
    {
        _cluster = cluster;
        _watching = Task.WhenAll(cluster.Nodes.Select(WatchAsync));
    }

    /// <summary>How often a node was looked at.</summary>
    public int Looks { get; private set; }

    /// <summary>What was not healthy: views, and lines of the log that call a member unreachable.</summary>
    public IReadOnlyList<string> Unhealthy
    {
        get
        {
            lock (_unhealthy)
            {
                return [.. _unhealthy, .. _cluster.Nodes.SelectMany(static node => node.Output.Snapshot())
                    .Select(static line => line.Text)
                    .Where(static text => text.Contains("as unreachable", StringComparison.Ordinal))];
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task WatchAsync(NodeProcess node)
    {
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(_end.Token))
        {
            string metrics;
            try
            {
                metrics = await node.Http.GetStringAsync(new Uri("metrics", UriKind.Relative), _end.Token);
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !_end.IsCancellationRequested)
            {
                // A node that is too busy to say what it sees has said nothing about the others.
                continue;
            }

            var view = MembershipView.Read(metrics);
            lock (_unhealthy)
            {
                Looks++;
                if (!view.IsHealthy(_cluster.Nodes.Count))
                {
                    _unhealthy.Add($"{node.Settings.Name} saw {view}");
                }
            }
        }
    }
}
