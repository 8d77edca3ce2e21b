using System.Diagnostics;
using Broker.Testing.Histories;
using Broker.Testing.Nemesis;
using Broker.Testing.Waiting;
using Broker.Tests.Processes.Nemesis;
using Xunit.Abstractions;

namespace Broker.Tests.Processes.Networks;

/// <summary>One thing that happens to a cluster under traffic: what its logs said, how it recovered, and what clients saw.</summary>
internal sealed class NetworkScenario : IAsyncDisposable
{
    private readonly SupervisedCluster _cluster;
    private readonly ITestOutputHelper _output;
    private readonly string _name;
    private readonly Traffic _traffic;
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly int[] _downedBefore;

    private NetworkScenario(SupervisedCluster cluster, string name, Traffic traffic, ITestOutputHelper output)
    {
        _cluster = cluster;
        _name = name;
        _traffic = traffic;
        _output = output;
        _downedBefore = [.. cluster.Nodes.Select(node => node.Downed)];
    }

    /// <summary>Begins the traffic on a healthy cluster.</summary>
    public static async Task<NetworkScenario> BeginAsync(SupervisedCluster cluster, string name, ITestOutputHelper output)
    {
        await cluster.HealthyAsync();
        var options = new TrafficOptions { Prefix = name, Topics = 4, PassingSubscribers = 1 };
        return new NetworkScenario(cluster, name, await Traffic.StartAsync(cluster, options, Seed.Choose()), output);
    }

    /// <summary>Does something to nodes or their links, and undoes it when something has happened.</summary>
    public async Task DisturbAsync(IEnumerable<SupervisedNode> touched, Action act, Func<Task> until, Action undo)
    {
        var from = _cluster.Clock.Now;
        try
        {
            act();
            await until();
        }
        finally
        {
            undo();
            _cluster.Recorder.Add(new Fault(_name, [.. touched.Select(node => node.Name)], from, _cluster.Clock.Now));
        }
    }

    /// <summary>The same, undone after a time.</summary>
    public Task DisturbAsync(IEnumerable<SupervisedNode> touched, Action act, TimeSpan time, Action undo) =>
        DisturbAsync(touched, act, () => Task.Delay(time, TimeProvider.System), undo);

    /// <summary>Waits until one of the nodes has logged a line that contains all these texts, since the scenario began, and prints it.</summary>
    public async Task LoggedAsync(IEnumerable<SupervisedNode> nodes, params string[] texts)
    {
        var waits = nodes.Select(node => node.Process.Output.FirstAsync(
            line => line.At > _began && texts.All(text => line.Text.Contains(text, StringComparison.Ordinal)), $"a line with '{string.Join("', '", texts)}'", Deadline.Recovery)).ToList();
        var first = await Task.WhenAny(waits);
        _output.WriteLine($"logged: {(await first).Text}");
    }

    /// <summary>What any node logged that contains this text, since the scenario began.</summary>
    public IReadOnlyList<string> Logged(string text) =>
    [
        .. _cluster.Nodes.SelectMany(node => node.Process.Output.Snapshot())
            .Where(line => line.At > _began && line.Text.Contains(text, StringComparison.Ordinal))
            .Select(line => line.Text),
    ];

    /// <summary>The nodes that the others removed and that were started again, since the scenario began.</summary>
    public IReadOnlyList<string> Downed() =>
        [.. _cluster.Nodes.Where((node, index) => node.Downed > _downedBefore[index]).Select(node => node.Name)];

    /// <summary>Waits until the cluster is one healthy membership, ends the traffic and judges what clients saw.</summary>
    public async Task<HistoryReport> EndAsync()
    {
        var failure = await Record.ExceptionAsync(async () =>
        {
            var took = await _cluster.HealthyAsync(Deadline.Recovery * 1.5);
            _output.WriteLine($"Measured: {_name}: healthy {took.TotalSeconds:0.0} s after the last step; removed and started again: {(Downed() is [_, ..] downed ? string.Join(", ", downed) : "nobody")}");
            await _traffic.FinishAsync();
        });
        return await RunVerdict.PassAsync($"network-{_name}", _cluster, _traffic, failure, _output, fault => fault.Kind == _name);
    }

    public ValueTask DisposeAsync() => _traffic.DisposeAsync();
}
