using System.Text;
using Broker.Protocol.Clients;
using Broker.Protocol.Errors;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Tests.Protocol.Clients;

public sealed class PlainProtocolTests
{
    private readonly CommandLog _commands = new();

    [Fact]
    public void A_client_without_key_hears_everyone_and_speaks_to_everyone()
    {
        var client = Open(null);
        Assert.Equal(["subscribe $everyone #0"], _commands.Take());
        Receive(client, "hello");
        Receive(client, """{"sender":"a","reception":"bob","body":"hi"}""");
        Assert.Equal(
            ["publish $everyone Text hello", """publish $everyone Json {"sender":"a","reception":"bob","body":"hi"}"""], _commands.Take());
    }

    [Fact]
    public void A_client_with_a_key_hears_its_topic_its_inbox_everyone_and_what_it_asked_for_once_each()
    {
        Open("CC", "news", "CC", "news", "$everyone");
        Assert.Equal(["subscribe $everyone #0", "subscribe CC #1", "subscribe $inbox/CC #2", "subscribe news #3"], _commands.Take());
    }

    [Fact]
    public void Frames_of_a_client_with_a_key_go_where_they_are_addressed()
    {
        var client = Open("CC");
        _commands.Take();
        Receive(client, "hello");
        Receive(client, """{"sender":"CC","reception":"bob","body":"hi"}""");
        Receive(client, """{"sender":"CC","body":"hi"}""");
        client.Receive(MessageKind.Binary, "{}"u8.ToArray(), _commands);
        Assert.Equal(
            [
                "publish CC Text hello",
                """publish $inbox/bob Json {"sender":"CC","reception":"bob","body":"hi"}""",
                """publish $everyone Json {"sender":"CC","body":"hi"}""",
                "publish CC Binary {}",
            ],
            _commands.Take());
    }

    [Fact]
    public void A_frame_that_can_not_be_addressed_is_shown_to_nobody_and_ends_the_connection()
    {
        var client = Open("CC");
        _commands.Take();
        Receive(client, """{"sender":"CC","reception":7,"body":"secret"}""");
        Assert.Equal(["close 3501 reception is not a key"], _commands.Take());
    }

    [Fact]
    public void A_client_that_can_be_told_nothing_is_told_to_come_back()
    {
        var client = Open("CC");
        _commands.Take();
        client.Published(new PublishOutcome(0, null, new Epoch(1), new Offset(1)), _commands);
        client.Subscribed(new SubscribeOutcome(0, null), _commands);
        Assert.Empty(_commands.Take());
        client.Published(new PublishOutcome(0, ErrorCode.OutcomeUnknown), _commands);
        client.Subscribed(new SubscribeOutcome(0, ErrorCode.Unavailable), _commands);
        client.StreamReset(TopicName.Parse("CC"), new Epoch(2), _commands);
        Assert.All(_commands.Take(), static line => Assert.StartsWith("close 1012", line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_refusal_that_lasts_does_not_say_come_back()
    {
        var client = Open("CC");
        _commands.Take();
        client.Published(new PublishOutcome(0, ErrorCode.PermissionDenied), _commands);
        client.Published(new PublishOutcome(0, ErrorCode.TooLarge), _commands);
        Assert.Equal(["close 1008 permission denied", "close 1009 message too large"], _commands.Take());
    }

    private PlainProtocol Open(string? key, params string[] topics)
    {
        var parsed = ClientKey.TryParse(key, out var name) ? name : null;
        var client = new PlainProtocol(parsed, [.. topics.Select(TopicName.Parse)]);
        client.Open(_commands);
        return client;
    }

    private void Receive(PlainProtocol client, string text) => client.Receive(MessageKind.Text, Encoding.UTF8.GetBytes(text), _commands);
}
