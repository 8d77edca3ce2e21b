using System.Text.Json;
using Broker.Testing.Clients;

namespace Broker.Tests.Node;

/// <summary>Clients of <c>relay.v1</c> beside bare ones, on one node.</summary>
public sealed class RelayV1Tests(RunningNode node) : IClassFixture<RunningNode>
{
    [Fact]
    public async Task The_subprotocol_is_chosen_and_what_comes_with_the_connection_is_told_before_it_delivers()
    {
        await using var client = await node.ConnectAsync("/websocket/rv1?topics=rv1-more", "relay.v1");
        Assert.Equal("relay.v1", client.SubProtocol);
        await client.Received.CountAsync(5, "the node and four subscriptions");
        var texts = client.Received.Snapshot().Select(static message => message.Text).ToList();
        Assert.StartsWith("{\"connected\":{\"node\":", texts[0], StringComparison.Ordinal);
        Assert.Equal(
            ["$everyone", "$inbox/rv1", "rv1", "rv1-more"],
            texts.Skip(1).Select(static text => JsonDocument.Parse(text).RootElement.GetProperty("subscribed").GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_bare_client_and_a_relay_client_hear_each_other()
    {
        await using var bare = await node.ConnectAsync("/websocket/rv1-both");
        await using var client = await node.ConnectAsync("/websocket?own=off&topics=rv1-both", "relay.v1");
        await bare.SendAsync("from bare");
        var heard = await AnswerAsync(client, "text");
        Assert.Equal("from bare", heard.GetProperty("text").GetString());
        Assert.Equal("rv1-both", heard.GetProperty("topic").GetString());
        Assert.Equal(1, heard.GetProperty("offset").GetInt64());

        await client.SendAsync("""{"topic":"rv1-both","body":{"a":1},"id":"p"}""");
        await bare.TextAsync("""{"a":1}""");
        var answer = await AnswerAsync(client, "published");
        Assert.Equal("p", answer.GetProperty("id").GetString());
        Assert.Equal(2, answer.GetProperty("offset").GetInt64());
        Assert.Equal(heard.GetProperty("epoch").GetString(), answer.GetProperty("epoch").GetString());
    }

    [Fact]
    public async Task A_topic_that_is_left_is_heard_no_more()
    {
        await using var client = await node.ConnectAsync("/websocket?own=off&topics=rv1-left", "relay.v1");
        await client.SendAsync("""{"unsubscribe":["rv1-left"],"id":1}""");
        await AnswerAsync(client, "unsubscribed");
        await client.SendAsync("""{"topic":"rv1-left","body":1,"id":2}""");
        await AnswerAsync(client, "published");
        await client.SendAsync("""{"subscribe":"rv1-left","id":3}""");
        await AnswerAsync(client, "subscribed", from: 4);
        Assert.DoesNotContain(client.Received.Snapshot(), static message => message.Text.StartsWith("{\"topic\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_addressed_frame_reaches_bare_and_relay_clients_of_its_key()
    {
        await using var bare = await node.ConnectAsync("/websocket/rv1-bob");
        await using var relay = await node.ConnectAsync("/websocket/rv1-bob", "relay.v1");
        await using var alice = await node.ConnectAsync("/websocket?own=off", "relay.v1");
        await alice.SendAsync("""{"sender":"alice","reception":"rv1-bob","body":"hi","flag":"1","id":9}""");
        await bare.TextAsync("""{"sender":"alice","reception":"rv1-bob","body":"hi","flag":"1"}""");
        var heard = await AnswerAsync(relay, "body");
        Assert.Equal("$inbox/rv1-bob", heard.GetProperty("topic").GetString());
        Assert.Equal("hi", heard.GetProperty("body").GetProperty("body").GetString());
    }

    // The next message, from a place on, that has the member.
    private static async Task<JsonElement> AnswerAsync(SocketClient client, string member, int from = 0)
    {
        var message = await client.Received.FirstAsync(
            message => JsonDocument.Parse(message.Text).RootElement.TryGetProperty(member, out _), $"a message with {member}", from: from);
        return JsonDocument.Parse(message.Text).RootElement;
    }
}
