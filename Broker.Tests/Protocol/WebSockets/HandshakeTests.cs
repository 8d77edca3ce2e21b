using Broker.Protocol.WebSockets;

namespace Broker.Tests.Protocol.WebSockets;

public sealed class HandshakeTests
{
    private static readonly HandshakeRequest Good = new("GET", true, "websocket", "Upgrade", "13", "dGhlIHNhbXBsZSBub25jZQ==", null);

    /// <summary>The example of RFC 6455 section 1.3.</summary>
    [Fact]
    public void The_key_of_the_standard_has_the_answer_of_the_standard()
    {
        var answer = Handshake.Answer(Good);
        Assert.Equal(101, answer.Status);
        Assert.Equal("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", answer.Accept);
        Assert.Null(answer.Subprotocol);
    }

    [Fact]
    public void Header_values_are_lists_without_regard_to_case() =>
        Assert.Equal(101, Handshake.Answer(Good with { Upgrade = "h2c, WebSocket", Connection = "keep-alive , UPGRADE" }).Status);

    public static TheoryData<HandshakeRequest, int> Refused() => new()
    {
        { Good with { Method = "POST" }, 405 },
        { Good with { IsHttp11 = false }, 400 },
        { Good with { Upgrade = null }, 426 },
        { Good with { Upgrade = "websockets" }, 426 },
        { Good with { Connection = null }, 426 },
        { Good with { Connection = "keep-alive" }, 426 },
        { Good with { Version = null }, 426 },
        { Good with { Version = "8" }, 426 },
        { Good with { Key = null }, 400 },
        { Good with { Key = "" }, 400 },
        { Good with { Key = "c2hvcnQ=" }, 400 },
        { Good with { Key = "dGhlIHNhbXBsZSBub25jZQ=" }, 400 },
        { Good with { Key = "!!!!IHNhbXBsZSBub25jZQ==" }, 400 },
        { Good with { Key = "dGhlIHNhbXBsZSBub25jZXg=" }, 400 },
        { Good with { Protocols = "mqtt,,chat" }, 400 },
        { Good with { Protocols = "mq tt" }, 400 },
        { Good with { Protocols = "" }, 400 },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_request_that_breaks_the_handshake_is_refused(HandshakeRequest request, int status)
    {
        var answer = Handshake.Answer(request, "mqtt");
        Assert.Equal(status, answer.Status);
        Assert.NotEmpty(answer.Refusal);
    }

    [Theory]
    [InlineData("mqtt", "mqtt")]
    [InlineData("mqttv3.1, mqtt", "mqtt")]
    [InlineData("chat", null)]
    [InlineData("MQTT", null)]
    [InlineData(null, null)]
    public void The_subprotocol_is_one_of_ours_that_is_offered(string? offered, string? chosen) =>
        Assert.Equal(chosen, Handshake.Answer(Good with { Protocols = offered }, "mqtt").Subprotocol);

    [Fact]
    public void Of_several_that_are_offered_the_one_we_like_best_is_chosen() =>
        Assert.Equal("relay.v1", Handshake.Answer(Good with { Protocols = "mqtt, relay.v1" }, "relay.v1", "mqtt").Subprotocol);
}
