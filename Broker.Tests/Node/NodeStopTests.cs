using System.Net;
using Broker.Testing.Waiting;

namespace Broker.Tests.Node;

/// <summary>Each test stops a node of its own.</summary>
public sealed class NodeStopTests : IAsyncLifetime
{
    private readonly RunningNode _node = new();

    public Task InitializeAsync() => _node.InitializeAsync();

    public Task DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task A_node_that_stops_tells_its_clients_to_come_back()
    {
        await using var plain = await _node.ConnectAsync("/websocket/stop");
        await using var mqtt = await _node.ConnectAsync("/mqtt", "mqtt");
        await _node.StopAsync();
        Assert.Equal(1012, (await plain.Closed.WaitAsync(Deadline.Step)).Code);
        Assert.Equal(1012, (await mqtt.Closed.WaitAsync(Deadline.Step)).Code);
    }

    [Fact]
    public async Task A_running_node_is_live_and_ready_and_shows_its_metrics()
    {
        await using var client = await _node.ConnectAsync("/websocket");
        Assert.Equal(HttpStatusCode.OK, (await _node.Http.GetAsync("/health/live")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _node.Http.GetAsync("/health/ready")).StatusCode);
        var metrics = await _node.Http.GetStringAsync("/metrics");
        Assert.Contains("relay_connections 1\n", metrics, StringComparison.Ordinal);
    }
}
