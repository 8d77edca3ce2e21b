using Xunit.Abstractions;

namespace Broker.Tests.Processes;

/// <summary>What a client sends through one node reaches clients of all nodes.</summary>
[Collection(ProcessTests.Name)]
public sealed class AcrossNodesTests(ThreeNodes nodes, ITestOutputHelper output) : IClassFixture<ThreeNodes>
{
    [Fact]
    public async Task A_post_to_one_node_reaches_the_subscribers_on_the_two_others()
    {
        var topic = nodes.NewTopic("CC");
        await using var second = await nodes.Cluster[1].ConnectAsync($"websocket/{topic}");
        await using var third = await nodes.Cluster[2].ConnectAsync($"websocket/{topic}");

        var answer = await nodes.Cluster[0].PostAsync(topic, "hello");

        Assert.Equal((topic, 1, 2), (answer.Topic, answer.Offset, answer.Nodes));
        await second.TextAsync("hello");
        await third.TextAsync("hello");
    }

    [Fact]
    public async Task A_frame_to_a_key_reaches_all_connections_of_that_key_and_no_other()
    {
        var key = nodes.NewTopic("anna");
        var connections = await Task.WhenAll(nodes.Cluster.Nodes.Select(node => node.ConnectAsync($"websocket/{key}")));
        await using var stranger = await nodes.Cluster[1].ConnectAsync($"websocket/{nodes.NewTopic("bert")}");
        await using var sender = await nodes.Cluster[0].ConnectAsync($"websocket/{nodes.NewTopic("sender")}");
        var frame = $$"""{"sender":"me","reception":"{{key}}","body":"just you","flag":1}""";

        await sender.SendAsync(frame);

        foreach (var connection in connections)
        {
            await using (connection)
            {
                await connection.TextAsync(frame);
            }
        }

        // What is sent to everyone afterwards has overtaken nothing: the frame would have come before it.
        await sender.SendAsync("""{"sender":"me","body":"all","flag":1}""");
        await stranger.TextAsync("""{"sender":"me","body":"all","flag":1}""");
        Assert.DoesNotContain(stranger.Received.Snapshot(), message => message.Text == frame);
    }

    [Theory]
    [InlineData("websocket/sender-key", """{"sender":"me","body":"no reception","flag":1}""")]
    [InlineData("websocket", "anything at all")]
    [InlineData("websocket", """{"sender":"me","body":"to all of you","flag":1}""")]
    public async Task What_is_sent_to_nobody_in_particular_reaches_everyone(string path, string frame)
    {
        await using var sender = await nodes.Cluster[0].ConnectAsync(path);
        var clients = await Task.WhenAll(nodes.Cluster.Nodes.SelectMany((node, index) => new[]
        {
            node.ConnectAsync("websocket"),
            node.ConnectAsync($"websocket/somebody-{index}"),
        }));

        await sender.SendAsync(frame);

        foreach (var client in clients)
        {
            await using (client)
            {
                await client.TextAsync(frame);
            }
        }
    }

    [Fact]
    public async Task A_connection_can_subscribe_to_more_topics()
    {
        var (key, a, b) = (nodes.NewTopic("key"), nodes.NewTopic("a"), nodes.NewTopic("b"));
        await using var client = await nodes.Cluster[2].ConnectAsync($"websocket/{key}?topics={a},{b}");

        await nodes.Cluster[0].PostAsync(a, "through a");
        await nodes.Cluster[1].PostAsync(b, "through b");
        await nodes.Cluster[1].PostAsync(key, "through the key");

        await client.TextAsync("through a");
        await client.TextAsync("through b");
        await client.TextAsync("through the key");
    }

    [Fact]
    public async Task Mqtt_and_plain_clients_see_each_other_s_messages()
    {
        var topic = nodes.NewTopic("mixed");
        await using var mqtt = await nodes.Cluster[0].ConnectMqttAsync("mixed");
        await mqtt.SubscribeAsync(topic);
        await using var plain = await nodes.Cluster[1].ConnectAsync($"websocket/{topic}");

        await mqtt.PublishAsync(topic, "from mqtt");
        Assert.Equal("from mqtt", (await plain.TextAsync("from mqtt")).Text);
        await plain.SendAsync("from plain");
        Assert.Equal(topic, (await mqtt.TextAsync("from plain")).Topic);
        await nodes.Cluster[2].PostAsync(topic, "from curl");
        await Task.WhenAll(mqtt.TextAsync("from curl"), plain.TextAsync("from curl"));

        await mqtt.PingAsync();
        await mqtt.DisconnectAsync();
    }

    [Fact]
    public async Task A_publish_made_after_a_subscribe_was_acknowledged_is_never_missed()
    {
        // New topics each time, so that every subscribe has to find or start an owner first.
        const int Rounds = 60;
        for (var round = 0; round < Rounds; round++)
        {
            var topic = nodes.NewTopic("acknowledged");
            var (here, there) = (nodes.Cluster[round % 3], nodes.Cluster[(round + 1) % 3]);
            await using var plain = await here.ConnectAsync($"websocket/{topic}");
            await using var mqtt = await here.ConnectMqttAsync($"acknowledged-{round}");
            await mqtt.SubscribeAsync(topic);

            await there.PostAsync(topic, "at once");

            await Task.WhenAll(plain.TextAsync("at once"), mqtt.TextAsync("at once"));
        }

        output.WriteLine($"Measured: {Rounds} rounds of subscribe and publish, nothing missed");
    }
}
