using System.Text;
using System.Text.Json;
using Broker.Protocol.Outbound;
using Broker.Protocol.Publications;
using Broker.Protocol.RelayV1;
using Broker.Protocol.Topics;

namespace Broker.Tests.Protocol.RelayV1;

public sealed class RelayV1FormatTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("quote \" backslash \\ newline \n tab \t zero \0", "quote \" backslash \\ newline \n tab \t zero \0")]
    [InlineData("wide 你好 🎉 and \u2028", "wide 你好 🎉 and \u2028")]
    public void Text_survives_the_escaping(string text, string expected)
    {
        using var json = Read(Payload.Trusted(PayloadKind.Text, Encoding.UTF8.GetBytes(text)));
        Assert.Equal(expected, json.RootElement.GetProperty("text").GetString());
    }

    [Fact]
    public void Long_text_that_is_all_escapes_survives()
    {
        var text = new string('\n', 100_000);
        using var json = Read(Payload.Trusted(PayloadKind.Text, Encoding.UTF8.GetBytes(text)));
        Assert.Equal(text, json.RootElement.GetProperty("text").GetString());
    }

    [Fact]
    public void Binary_survives_at_every_length()
    {
        for (var length = 0; length < 300; length++)
        {
            var bytes = Enumerable.Range(0, length).Select(static i => (byte)i).ToArray();
            using var json = Read(Payload.OfBinary(bytes));
            Assert.Equal(bytes, json.RootElement.GetProperty("base64").GetBytesFromBase64());
        }
    }

    [Fact]
    public void The_largest_numbers_keep_their_bits()
    {
        var publication = new Publication(
            TopicName.Parse("a\"b"), new Epoch(ulong.MaxValue), new Offset(long.MaxValue), long.MaxValue, Payload.OfText("{}"u8.ToArray()));
        Assert.Equal(
            """{"topic":"a\"b","epoch":"ffffffffffffffff","offset":9223372036854775807,"time":9223372036854775807,"body":{}}""",
            Frames.Text(RelayV1Format.Instance.Encode(publication)));
    }

    [Fact]
    public void One_more_subscriber_allocates_nothing()
    {
        var encoded = new EncodedPublication(Publish(Payload.OfText("{\"a\":1}"u8.ToArray())));
        var first = encoded.For(RelayV1Format.Instance);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            Assert.True(encoded.For(RelayV1Format.Instance).Equals(first));
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_reset_names_the_position_that_the_next_message_follows() => Assert.Equal(
        """{"reset":"news","epoch":"a","offset":7}""",
        Frames.Text(RelayV1Format.Instance.EncodeReset(TopicName.Parse("news"), new StreamPosition(new Epoch(10), new Offset(7)))!.Value));

    [Fact]
    public void A_reset_of_a_filter_has_no_position() => Assert.Equal(
        """{"reset":"a/+"}""", Frames.Text(RelayV1Format.Instance.EncodeReset(TopicFilter.Parse("a/+"))!.Value));

    private static JsonDocument Read(Payload payload) => JsonDocument.Parse(Frames.Text(RelayV1Format.Instance.Encode(Publish(payload))));

    private static Publication Publish(Payload payload) =>
        new(TopicName.Parse("t"), new Epoch(1), new Offset(1), 1, payload);
}
