using System.Diagnostics;
using Broker.Runtime.Cluster;
using Xunit.Abstractions;

namespace EngineTests.Membership.Systems;

[Collection(RealNodes.Name)]
public sealed class BusyProcessTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_busy_thread_pool_and_busy_cores_make_nobody_unreachable()
    {
        // The detector as it is by default: heartbeats each second, a pause of three seconds.
        await using var cluster = ClusterSystems.OverTcp(output);
        var systems = await cluster.FormAsync(3, "akka.cluster.failure-detector { heartbeat-interval = 1s, acceptable-heartbeat-pause = 3s, expected-response-after = 1s }");
        var unreachable = systems.Select(ClusterSystems.WhenAsync<ClusterEvent.UnreachableMember>).ToList();

        // Every pool thread there is and more work behind them, and never a moment's rest on any core.
        var watch = Stopwatch.StartNew();
        var load = Enumerable.Range(0, 4 * Environment.ProcessorCount).Select(_ => Task.Run(() =>
        {
            while (watch.Elapsed < Busy)
                Thread.SpinWait(10_000);
        }));
        await Task.WhenAll(load);
        output.WriteLine($"busy for {watch.ElapsedMilliseconds} ms");
        Assert.DoesNotContain(unreachable, static u => u.IsCompleted);
        await cluster.AllUpAsync(systems);
    }
}
