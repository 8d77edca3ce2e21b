using System.Text;
using Broker.Protocol.Plain;
using Broker.Protocol.Publications;

namespace Broker.Tests.Protocol.Plain;

public class SenderStampTests
{
    [Theory]
    [InlineData("""{"sender":"eve","reception":"bob","body":1}""", """{"sender":"alice","reception":"bob","body":1}""")]
    [InlineData("""{"body":"x","sender":"eve","sender":"bob"}""", """{"sender":"alice","body":"x"}""")]
    [InlineData("""{"reception":null}""", """{"sender":"alice","reception":null}""")]
    [InlineData("""{ "s\u0065nder" : {"sender":1} , "body" : {"sender":"x"} }""", """{"sender":"alice","body" : {"sender":"x"}}""")]
    [InlineData("""{"sender":1}""", """{"sender":"alice"}""")]
    [InlineData("""{"a":1}""", """{"a":1}""")]
    [InlineData("""["sender"]""", """["sender"]""")]
    [InlineData("\"sender\"", "\"sender\"")]
    [InlineData("sender", "sender")]
    public void The_sender_is_who_sent_it(string sent, string expected) => Assert.Equal(expected, Put(sent, "alice"));

    [Fact]
    public void Nobody_is_no_sender() => Assert.Equal("""{"reception":"bob","b":1}""", Put("""{"sender":"eve","reception":"bob","b":1}""", null));

    [Fact]
    public void A_name_is_written_as_JSON() => Assert.Equal("{\"sender\":\"a\\\"b新\",\"reception\":\"\"}", Put("""{"reception":""}""", "a\"b新"));

    [Fact]
    public void What_comes_out_is_JSON_of_one_line()
    {
        var payload = SenderStamp.Put(Payload.OfText("{\n\"reception\":\n\"bob\"}"u8.ToArray()), "alice");

        Assert.Equal(PayloadKind.Json, payload.Kind);
        Assert.Equal(payload, Payload.OfText(payload.Bytes));
    }

    private static string Put(string sent, string? sender) =>
        Encoding.UTF8.GetString(SenderStamp.Put(Payload.OfText(Encoding.UTF8.GetBytes(sent)), sender).Bytes.Span);
}
