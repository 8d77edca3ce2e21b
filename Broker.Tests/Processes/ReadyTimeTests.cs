using System.Globalization;
using Broker.Testing.Processes;
using Broker.Testing.Waiting;
using Xunit.Abstractions;

namespace Broker.Tests.Processes;

[Collection(ProcessTests.Name)]
public sealed class ReadyTimeTests(ITestOutputHelper output)
{
    /// <summary>Other work on the machine can slow one start down; it does not slow three.</summary>
    private const int Attempts = 3;

    [Theory]
    [InlineData(1, 2)]
    [InlineData(3, 6)]
    public async Task Nodes_are_ready_in_time(int nodes, int seconds)
    {
        var limit = TimeSpan.FromSeconds(seconds);
        var best = TimeSpan.MaxValue;
        for (var attempt = 0; attempt < Attempts && best >= limit; attempt++)
        {
            await using var cluster = await ProcessCluster.StartAsync(nodes);
            best = TimeSpan.FromTicks(Math.Min(best.Ticks, cluster.ReadyAfter.Ticks));
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"Measured: {nodes} node(s) ready after {cluster.ReadyAfter.TotalSeconds:0.00} s"));
            if (best >= limit)
            {
                output.WriteLine(cluster.Logs());
            }
        }

        Assert.True(best < limit, $"{nodes} node(s) took {best.TotalSeconds:0.00} s at best, more than {seconds} s");
    }

    [Fact]
    public async Task A_node_that_waits_for_its_cluster_is_alive_but_not_ready()
    {
        // Its only seed is another node, which never starts.
        await using var node = new NodeProcess(new NodeSettings
        {
            Name = "lonely",
            HttpPort = FreePorts.Next(),
            NodePort = FreePorts.Next(),
            Seeds = [NodeSettings.Address("127.0.0.1", FreePorts.Next())],
            Secret = "a secret of nobody else",
        });
        node.Start();

        await Until.TrueAsync(node.IsAliveAsync, "the node alive");

        Assert.Equal(503, await node.StatusAsync("health/ready"));
    }
}
