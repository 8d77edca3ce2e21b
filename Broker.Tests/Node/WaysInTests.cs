using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using Broker.Testing.Clients;

namespace Broker.Tests.Node;

/// <summary>What comes in by one way goes out by all, on one node.</summary>
public sealed class WaysInTests(RunningNode node) : IClassFixture<RunningNode>
{
    [Fact]
    public async Task A_client_that_is_open_misses_nothing_that_is_posted_to_its_topic()
    {
        for (var round = 0; round < 20; round++)
        {
            await using var client = await node.ConnectAsync($"/websocket/open{round}");
            await PostAsync($"/sendSocket/open{round}", "hello");
            await client.TextAsync("hello");
        }
    }

    [Fact]
    public async Task A_post_is_answered_with_its_place()
    {
        await using var client = await node.ConnectAsync("/websocket/placed");
        var first = await PostAsync("/sendSocket/placed", "one");
        var second = await PostAsync("/sendSocket/placed?msg=ignored", "two");
        Assert.Equal("placed", first.GetProperty("topic").GetString());
        Assert.Equal(first.GetProperty("epoch").GetString(), second.GetProperty("epoch").GetString());
        Assert.Equal(1, first.GetProperty("offset").GetInt64());
        Assert.Equal(2, second.GetProperty("offset").GetInt64());
        Assert.Equal(1, second.GetProperty("nodes").GetInt32());
        Assert.True(second.TryGetProperty("owner", out _));
        await client.TextAsync("two");
    }

    [Fact]
    public async Task A_post_that_only_a_filter_hears_is_answered_with_the_nodes_that_hear_it()
    {
        await using var client = await node.ConnectAsync("/websocket?topics=wild/+");
        var answer = await PostAsync("/sendSocket/wild/1", "one");
        Assert.Equal(1, answer.GetProperty("nodes").GetInt32());
        await client.TextAsync("one");
        Assert.Equal(0, (await PostAsync("/sendSocket/wilder", "nobody")).GetProperty("nodes").GetInt32());
    }

    [Fact]
    public async Task The_message_of_a_post_may_be_in_its_query()
    {
        await using var client = await node.ConnectAsync("/websocket/query");
        await PostAsync("/sendSocket/query?msg=a+b%26c", "");
        await client.TextAsync("a b&c");
    }

    [Fact]
    public async Task A_topic_in_a_path_may_have_slashes_and_any_letters()
    {
        await using var client = await node.ConnectAsync("/websocket?topics=a%2Fb,%E6%96%B0");
        await PostAsync("/sendSocket/a/b", "plain");
        await PostAsync("/sendSocket/a%2Fb", "escaped");
        await PostAsync("/sendSocket/%E6%96%B0", "wide");
        await client.TextAsync("plain");
        await client.TextAsync("escaped");
        await client.TextAsync("wide");
    }

    [Fact]
    public async Task What_a_client_without_key_sends_reaches_everyone()
    {
        await using var keyless = await node.ConnectAsync("/websocket");
        await using var keyed = await node.ConnectAsync("/websocket/everyone-test");
        await keyless.SendAsync("to all of you");
        await keyless.TextAsync("to all of you");
        await keyed.TextAsync("to all of you");
    }

    [Fact]
    public async Task An_addressed_frame_reaches_all_connections_of_its_key_as_it_is_and_no_others()
    {
        const string Frame = """{"sender":"alice","reception":"bob","body":"hi","flag":"1"}""";
        await using var alice = await node.ConnectAsync("/websocket/alice");
        await using var bob = await node.ConnectAsync("/websocket/bob");
        await using var bobToo = await node.ConnectAsync("/websocket/bob");
        await alice.SendAsync(Frame);
        await bob.TextAsync(Frame);
        await bobToo.TextAsync(Frame);
        await alice.SendAsync("end");
        await alice.TextAsync("end");
        Assert.DoesNotContain(alice.Received.Snapshot(), static message => message.Text == Frame);
    }

    [Fact]
    public async Task Binary_stays_binary()
    {
        await using var client = await node.ConnectAsync("/websocket/bytes");
        await client.SendAsync(new byte[] { 0, 0xFF });
        var message = await client.Received.CountAsync(1, "the bytes");
        Assert.False(message.IsText);
        Assert.Equal([0, 0xFF], message.Bytes.ToArray());
    }

    [Fact]
    public async Task Mqtt_clients_and_plain_clients_hear_each_other()
    {
        await using var plain = await node.ConnectAsync("/websocket/mixed");
        await using var mqtt = await MqttClient.ConnectAsync(new Uri($"ws://{node.Url.Authority}/mqtt"), "m1");
        await mqtt.SubscribeAsync("mixed");
        await mqtt.PublishAsync("mixed", "from mqtt");
        await plain.SendAsync("from plain");
        await plain.TextAsync("from mqtt");
        await mqtt.TextAsync("from plain");
        await mqtt.PingAsync();
    }

    [Theory]
    [InlineData("/sendSocket/", "x", 400, 102)]
    [InlineData("/sendSocket/a%23", "x", 400, 102)]
    [InlineData("/sendSocket/%FF", "x", 400, 102)]
    [InlineData("/sendSocket/$other", "x", 400, 102)]
    [InlineData("/sendSocket/a", "", 400, 107)]
    [InlineData("/nowhere", "x", 404, 107)]
    public async Task A_post_that_can_not_be_is_answered_with_its_error(string path, string body, int status, int code)
    {
        using var content = new StringContent(body);
        using var answer = await node.Http.PostAsync(new Uri(node.Url, path), content);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(code, await ErrorAsync(answer));
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_answered_413()
    {
        using var content = new ByteArrayContent(new byte[128 * 1024 + 1]);
        using var answer = await node.Http.PostAsync("/sendSocket/a", content);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal(120, await ErrorAsync(answer));
    }

    [Fact]
    public async Task A_get_where_only_a_post_makes_sense_is_answered_405()
    {
        using var answer = await node.Http.GetAsync("/sendSocket/a");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    [Theory]
    [InlineData("/websocket/a/b")]
    [InlineData("/websocket/a?topics=b%2B")]
    public async Task A_name_that_is_not_valid_is_refused_before_the_upgrade(string path)
    {
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => node.ConnectAsync(path));
        Assert.Contains("400", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plain_request_to_a_websocket_is_told_to_upgrade()
    {
        using var answer = await node.Http.GetAsync("/websocket");
        Assert.Equal(HttpStatusCode.UpgradeRequired, answer.StatusCode);
        Assert.Equal("13", Assert.Single(answer.Headers.GetValues("Sec-WebSocket-Version")));
    }

    private async Task<JsonElement> PostAsync(string path, string body)
    {
        using var content = new StringContent(body);
        using var answer = await node.Http.PostAsync(new Uri(node.Url, path), content);
        var json = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, json);
        return JsonDocument.Parse(json).RootElement;
    }

    private static async Task<int> ErrorAsync(HttpResponseMessage answer)
    {
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("error").GetProperty("code").GetInt32();
    }
}
