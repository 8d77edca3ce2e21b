using System.Text;
using Broker.Protocol.Plain;
using Broker.Protocol.Publications;

namespace Broker.Tests.Protocol.Plain;

public sealed class AddressedFrameTests
{
    [Theory]
    [InlineData("""{"sender":"a","reception":"bob","body":"hi","flag":"1"}""", "bob")]
    [InlineData("""{"reception":"bob","body":{"deep":[1]}}""", "bob")]
    [InlineData("""{ "body" : "hi", "extra" : {"reception":"eve"}, "reception" : "bob" }""", "bob")]
    [InlineData("""{"reception":"alice","reception":"bob"}""", "bob")]
    [InlineData("""{"recepti\u006fn":"b\u006fb"}""", "bob")]
    [InlineData("""{"reception":"新"}""", "新")]
    [InlineData("""{"recep\ud800tion":"eve","reception":"bob"}""", "bob")]
    public void A_frame_with_a_reception_goes_to_that_key(string frame, string key)
    {
        Assert.Equal(Addressing.Key, Recognise(frame, out var found));
        Assert.Equal(key, found);
    }

    [Theory]
    [InlineData("""{"sender":"a","body":"hi","flag":"1"}""")]
    [InlineData("""{"sender":"a","body":null}""")]
    [InlineData("""{"sender":"a","reception":null,"body":"hi"}""")]
    [InlineData("""{"sender":"a","reception":"","body":"hi"}""")]
    [InlineData("""{"reception":"bob","reception":null}""")]
    public void A_frame_of_the_form_without_reception_goes_to_everyone(string frame) =>
        Assert.Equal(Addressing.Everyone, Recognise(frame, out _));

    [Theory]
    [InlineData("hello")]
    [InlineData("{}")]
    [InlineData("""{"body":"hi"}""")]
    [InlineData("""{"sender":"a"}""")]
    [InlineData("""{"data":{"sender":"a","reception":"bob","body":"hi"}}""")]
    [InlineData("""[{"sender":"a","reception":"bob","body":"hi"}]""")]
    [InlineData("\"reception\"")]
    [InlineData("""{"Reception":"bob"}""")]
    [InlineData("""{"sender":"a","reception":"bob","body":"hi" """)]
    public void Anything_else_is_published(string frame) => Assert.Equal(Addressing.Topic, Recognise(frame, out _));

    [Theory]
    [InlineData("""{"reception":5}""")]
    [InlineData("""{"reception":{"key":"bob"}}""")]
    [InlineData("""{"reception":["bob"]}""")]
    [InlineData("""{"reception":true}""")]
    [InlineData("""{"reception":"a/b"}""")]
    [InlineData("""{"reception":"$everyone"}""")]
    [InlineData("""{"reception":"\ud800"}""")]
    public void A_reception_that_can_be_no_key_is_invalid(string frame) => Assert.Equal(Addressing.Invalid, Recognise(frame, out _));

    [Fact]
    public void A_reception_longer_than_any_key_is_invalid() =>
        Assert.Equal(Addressing.Invalid, Recognise($$"""{"reception":"{{new string('x', 5000)}}"}""", out _));

    [Fact]
    public void Looking_allocates_nothing_when_there_is_no_key()
    {
        var payload = Payload.OfText("""{"price":1.5,"of":["eur","usd"]}"""u8.ToArray());
        AddressedFrame.Recognise(payload, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        AddressedFrame.Recognise(payload, out _);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static Addressing Recognise(string frame, out string? key)
    {
        var addressing = AddressedFrame.Recognise(Payload.OfText(Encoding.UTF8.GetBytes(frame)), out var found);
        key = found?.Value;
        return addressing;
    }
}
