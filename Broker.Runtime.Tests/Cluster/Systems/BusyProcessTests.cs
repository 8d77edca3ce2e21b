using System.Diagnostics;
using Broker.Runtime.Cluster;
using Xunit.Abstractions;

namespace EngineTests.Membership.Systems;

[Collection(RealNodes.Name)]
public sealed class BusyProcessTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_busy_thread_pool_makes_nobody_unreachable()
    {
        await using var cluster = ClusterSystems.OverTcp(output);
        var systems = await cluster.FormAsync(3);
        var unreachable = systems.Select(ClusterSystems.WhenAsync<ClusterEvent.UnreachableMember>).ToList();

        // Every pool thread there is, and more work behind them; the pause the detector tolerates here is one second.
        var watch = Stopwatch.StartNew();
        var load = Enumerable.Range(0, 4 * Environment.ProcessorCount)
            .Select(_ => Task.Run(() => SpinWait.SpinUntil(() => watch.Elapsed > TimeSpan.FromSeconds(4))));
        await Task.WhenAll(load);
        output.WriteLine($"busy for {watch.ElapsedMilliseconds} ms");
        Assert.DoesNotContain(unreachable, static u => u.IsCompleted);
        await cluster.AllUpAsync(systems);
    }
}
