using System.Text;
using Broker.Protocol.Access;
using Broker.Protocol.Clients;
using Broker.Protocol.Errors;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;
using Broker.Tests.Protocol.Clients;

namespace Broker.Tests.Protocol.RelayV1;

public sealed class RelayV1ProtocolTests
{
    private readonly CommandLog _commands = new();
    private readonly RelayV1Protocol _client = new([], [], "node");

    [Fact]
    public void A_client_is_told_the_node_and_hears_what_comes_with_its_key_and_its_url()
    {
        Assert.True(ClientKey.TryParse("bob", out var key));
        new RelayV1Protocol(RelayV1Protocol.OwnTopics(key), [TopicName.Parse("news"), TopicName.Parse("bob")], "n\"1").Open(_commands);

        Assert.Equal(
            ["reply {\"connected\":{\"node\":\"n\\\"1\"}}", "subscribe $everyone #1", "subscribe bob #2", "subscribe $inbox/bob #3", "subscribe news #4"],
            _commands.Take());
    }

    [Fact]
    public void What_comes_with_a_connection_and_is_not_allowed_is_left_out()
    {
        var client = new RelayV1Protocol([TopicName.Everyone], [TopicName.Parse("news")], "node");
        client.Open(_commands);
        _commands.Take();

        client.Subscribed(new SubscribeOutcome(1, ErrorCode.PermissionDenied), _commands);
        Assert.Empty(_commands.Take());
        client.Subscribed(new SubscribeOutcome(2, ErrorCode.PermissionDenied), _commands);
        Assert.Contains("\"topic\":\"news\"", Assert.Single(_commands.Take()), StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_that_the_stream_has_given_is_not_given_twice()
    {
        Say("""{"subscribe":"news","id":"x"}""");
        Assert.Equal(["subscribe news #1"], _commands.Take());

        var told = _commands.LastReply!.Joined(TopicName.Parse("news"), new StreamPosition(new Epoch(0xff), new Offset(7)), recovered: true);
        Assert.Equal("""{"id":"x","subscribed":"news","epoch":"ff","offset":7,"recovered":true}""", Frames.Text(told));
        _client.Subscribed(new SubscribeOutcome(1, null, new Epoch(0xff), new Offset(7), IsTold: true), _commands);
        Assert.Empty(_commands.Take());
    }

    [Fact]
    public void A_subscribe_to_a_topic_that_is_heard_already_is_answered_all_the_same()
    {
        Say("""{"subscribe":"news","id":1}""");
        _commands.Take();
        _client.Subscribed(new SubscribeOutcome(1, null, new Epoch(2), new Offset(3)), _commands);
        Assert.Equal(["""reply {"id":1,"subscribed":"news","epoch":"2","offset":3}"""], _commands.Take());
    }

    [Theory]
    [InlineData("""{"id":7,"topic":"t","body":1}""", """reply {"id":7,"error":{"code":122,"name":"outcome_unknown","message":"temporary, outcome unknown","temporary":true},"topic":"t"}""")]
    [InlineData("""{"topic":"t","body":1}""", """reply {"error":{"code":122,"name":"outcome_unknown","message":"temporary, outcome unknown","temporary":true},"topic":"t"}""")]
    public void A_publish_that_failed_is_answered_with_or_without_id(string command, string answer)
    {
        Say(command);
        _commands.Take();
        _client.Published(new PublishOutcome(1, ErrorCode.OutcomeUnknown), _commands);
        Assert.Equal([answer], _commands.Take());
    }

    [Fact]
    public void A_publish_without_id_that_was_accepted_is_not_answered()
    {
        Say("""{"topic":"t","body":1}""");
        _commands.Take();
        _client.Published(new PublishOutcome(1, null, new Epoch(1), new Offset(1)), _commands);
        Assert.Empty(_commands.Take());
    }

    [Fact]
    public void A_new_token_is_checked_and_answered()
    {
        _commands.IsOpen = false;
        Say("""{"token":"abc","id":1}""");
        Assert.Equal(["authenticate abc #1"], _commands.Take());
        _client.Authenticated(new AuthenticateOutcome(1, ErrorCode.Unauthorized, Identity.Anonymous), _commands);
        Assert.StartsWith("reply {\"id\":1,\"error\":{\"code\":101", Assert.Single(_commands.Take()), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nobody_is_asked_who_he_is_every_token_will_do()
    {
        Say("""{"token":"abc","id":1}""");
        Assert.Equal(["""reply {"id":1,"authenticated":true}"""], _commands.Take());
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("""{"ping":1} x""")]
    [InlineData("""{"ping":1}{"ping":2}""")]
    [InlineData("""{"ping":""")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("""{"subscribe":7}""")]
    [InlineData("""{"subscribe":{"a":1}}""")]
    [InlineData("""{"subscribe":"a","recover":{"a":{"epoch":1,"offset":2}}}""")]
    [InlineData("""{"subscribe":"a","recover":{"a":{"epoch":"1","offset":-2}}}""")]
    [InlineData("""{"subscribe":"a","recover":{"a":{"epoch":"1","offset":1.5}}}""")]
    [InlineData("""{"subscribe":"a","recover":{"a":{"epoch":"0","offset":1}}}""")]
    [InlineData("""{"subscribe":"a","recover":[]}""")]
    [InlineData("""{"unsubscribe":null}""")]
    [InlineData("""{"history":"a","limit":-1}""")]
    [InlineData("""{"history":"a","limit":1001}""")]
    [InlineData("""{"history":"a","limit":"5"}""")]
    [InlineData("""{"history":"a","since":5}""")]
    [InlineData("""{"token":1}""")]
    [InlineData("""{"topic":"a","text":1}""")]
    [InlineData("""{"topic":"a","text":"\ud800"}""")]
    [InlineData("""{"topic":"a","base64":"?"}""")]
    [InlineData("""{"id":{},"ping":1}""")]
    [InlineData("""{"id":true,"ping":1}""")]
    [InlineData("""{"id":"1234567890123456789012345678901234567890123456789012345678901234","ping":1}""")]
    public void What_is_no_command_is_answered_with_an_error_and_nothing_else(string text)
    {
        Say(text);
        Assert.StartsWith("reply {\"error\":{\"code\":107,", Assert.Single(_commands.Take()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"subscribe":"","id":1}""")]
    [InlineData("""{"subscribe":["a#"],"id":1}""")]
    [InlineData("""{"subscribe":["$other"],"id":1}""")]
    [InlineData("""{"subscribe":[7],"id":1}""")]
    [InlineData("""{"subscribe":[["a"]],"id":1}""")]
    [InlineData("""{"subscribe":["\ud800"],"id":1}""")]
    [InlineData("""{"unsubscribe":["a#"],"id":1}""")]
    [InlineData("""{"history":"a/+","id":1}""")]
    [InlineData("""{"history":null,"id":1}""")]
    [InlineData("""{"topic":"a/+","body":1,"id":1}""")]
    [InlineData("""{"topic":null,"body":1,"id":1}""")]
    public void A_name_that_is_none_is_answered_with_an_error(string text)
    {
        Say(text);
        Assert.StartsWith("reply {\"id\":1,\"error\":{\"code\":102,", Assert.Single(_commands.Take()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_far_too_long_is_not_sent_back()
    {
        Say($$"""{"topic":"{{new string('x', 5000)}}","body":1}""");
        Assert.Equal("""reply {"error":{"code":102,"name":"bad_topic","message":"bad topic name","temporary":false}}""", Assert.Single(_commands.Take()));
    }

    [Fact]
    public void More_names_than_one_command_may_have_are_refused_whole()
    {
        Say($$"""{"subscribe":[{{string.Join(',', Enumerable.Repeat("\"a\"", RelayV1Protocol.MaxNames + 1))}}]}""");
        Assert.StartsWith("reply {\"error\":{\"code\":107,", Assert.Single(_commands.Take()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_binary_frame_is_no_command()
    {
        _client.Receive(MessageKind.Binary, "{\"ping\":1}"u8.ToArray(), _commands);
        Assert.StartsWith("reply {\"error\":{\"code\":107,", Assert.Single(_commands.Take()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id":1,"reception":"b","x":1}""", """{"reception":"b","x":1}""")]
    [InlineData("""{"reception":"b","id":1,"x":1}""", """{"reception":"b","x":1}""")]
    [InlineData("""{"reception":"b","x":1,"id":1}""", """{"reception":"b","x":1}""")]
    [InlineData("""{"reception":"b" , "id" : "q" }""", """{"reception":"b"  }""")]
    [InlineData("""{ "reception" : "b" }""", """{ "reception" : "b" }""")]
    public void The_id_of_an_addressed_frame_stays_between_client_and_broker(string sent, string published)
    {
        Say(sent);
        Assert.Equal([$"publish $inbox/b Json {published}"], _commands.Take());
    }

    [Fact]
    public void A_body_nests_as_deep_as_any_payload_and_no_deeper()
    {
        Say($$"""{"topic":"t","body":{{new string('[', 64)}}{{new string(']', 64)}}}""");
        Say($$"""{"topic":"t","body":{{new string('[', 65)}}{{new string(']', 65)}}}""");
        var lines = _commands.Take();
        Assert.StartsWith("publish t Json [[", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("reply {\"error\":{\"code\":107", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Newlines_between_the_tokens_of_a_body_become_spaces()
    {
        Say("{\"topic\":\"t\",\"body\":[1,\r\n2]}");
        Assert.Equal(["publish t Json [1,  2]"], _commands.Take());
    }

    [Fact]
    public void A_text_that_looks_like_json_stays_text()
    {
        Say("""{"topic":"t","text":"{\"a\":\"\u4f60\"}"}""");
        Assert.Equal(["publish t Text {\"a\":\"你\"}"], _commands.Take());
    }

    [Fact]
    public void Positions_by_topic_go_with_the_topics_they_are_for()
    {
        Say("""{"subscribe":["a","b"],"recover":{"b":{"offset":4,"epoch":"ffffffffffffffff","more":[{}]},"c":{"epoch":"1","offset":0}}}""");
        Assert.Equal(["subscribe a #1", "subscribe b #2 after ffffffffffffffff/4"], _commands.Take());
    }

    private void Say(string text) => _client.Receive(MessageKind.Text, Encoding.UTF8.GetBytes(text), _commands);
}
