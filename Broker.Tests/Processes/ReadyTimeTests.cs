using System.Globalization;
using Broker.Testing.Processes;
using Broker.Testing.Waiting;
using Xunit.Abstractions;

namespace Broker.Tests.Processes;

[Collection(ProcessTests.Name)]
public sealed class ReadyTimeTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1, 2)]
    [InlineData(3, 6)]
    public async Task Nodes_are_ready_in_time(int nodes, int seconds)
    {
        await using var cluster = await ProcessCluster.StartAsync(nodes);

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Measured: {nodes} node(s) ready after {cluster.ReadyAfter.TotalSeconds:0.00} s"));
        Assert.True(
            cluster.ReadyAfter < TimeSpan.FromSeconds(seconds),
            $"{nodes} node(s) took {cluster.ReadyAfter.TotalSeconds:0.00} s, more than {seconds} s:{Environment.NewLine}{cluster.Logs()}");
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
            SeedPorts = [FreePorts.Next()],
            Secret = "a secret of nobody else",
        });
        node.Start();

        await Until.TrueAsync(node.IsAliveAsync, "the node alive");

        Assert.Equal(503, await node.StatusAsync("health/ready"));
    }
}
