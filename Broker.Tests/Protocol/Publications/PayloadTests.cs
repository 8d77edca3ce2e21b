using System.Text;
using System.Text.Json;
using Broker.Protocol.Publications;
using Broker.Testing.Waiting;
using Xunit.Abstractions;

namespace Broker.Tests.Protocol.Publications;

public sealed class PayloadTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("{}")]
    [InlineData("[1, 2.5e-3, null]")]
    [InlineData("  {\"a\": \"b\"}\t")]
    [InlineData("\"text\"")]
    [InlineData("-0.5")]
    [InlineData("true")]
    [InlineData("null")]
    public void A_complete_json_value_is_json(string text) => Assert.Equal(PayloadKind.Json, Kind(text));

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("{\"a\":}")]
    [InlineData("{'a':1}")]
    [InlineData("[1,]")]
    [InlineData("\"")]
    [InlineData("\"a\"b\"")]
    [InlineData("1-2")]
    [InlineData("01")]
    [InlineData("2024-01-01")]
    [InlineData("True")]
    [InlineData("NaN")]
    [InlineData("/* c */ {}")]
    [InlineData("\uFEFF{}")]
    [InlineData("\"raw \n newline\"")]
    public void Anything_else_that_is_text_is_text(string text) => Assert.Equal(PayloadKind.Text, Kind(text));

    [Fact]
    public void Bytes_that_are_not_utf8_are_binary_even_within_json()
    {
        Assert.Equal(PayloadKind.Binary, Payload.Detect(new byte[] { 0xFF }).Kind);
        Assert.Equal(PayloadKind.Binary, Payload.Detect(new byte[] { (byte)'"', 0xC3, (byte)'"' }).Kind);
    }

    [Fact]
    public void Declared_binary_stays_binary() => Assert.Equal(PayloadKind.Binary, Payload.OfBinary("{}"u8.ToArray()).Kind);

    [Fact]
    public void Nesting_without_end_is_not_json()
    {
        Assert.Equal(PayloadKind.Json, Kind(new string('[', 64) + new string(']', 64)));
        Assert.Equal(PayloadKind.Text, Kind(new string('[', 65) + new string(']', 65)));
    }

    [Fact]
    public void Json_is_kept_without_raw_newlines_and_means_the_same()
    {
        const string Text = "{\r\n  \"a\": \"x\\ny\",\n  \"b\": [1,\n2]\n}";
        var payload = Payload.OfText(Encoding.UTF8.GetBytes(Text));
        var stored = Encoding.UTF8.GetString(payload.Bytes.Span);
        Assert.Equal(PayloadKind.Json, payload.Kind);
        Assert.DoesNotContain('\n', stored);
        Assert.DoesNotContain('\r', stored);
        using var before = JsonDocument.Parse(Text);
        using var after = JsonDocument.Parse(stored);
        Assert.True(JsonElement.DeepEquals(before.RootElement, after.RootElement));
    }

    [Fact]
    public void Text_keeps_its_newlines() =>
        Assert.Equal("a\nb"u8.ToArray(), Payload.OfText("a\nb"u8.ToArray()).Bytes.ToArray());

    [Fact]
    public void Json_without_newlines_is_not_copied()
    {
        ReadOnlyMemory<byte> bytes = "{\"a\":1}"u8.ToArray();
        Assert.True(bytes.Equals(Payload.OfText(bytes).Bytes));
    }

    [Fact]
    public void What_is_called_json_is_what_a_json_reader_takes()
    {
        var seed = Seed.Choose();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        const string Alphabet = "{}[]\",: \n0123456789.-eEtrufalsn\\/ab";
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Create(random.Next(1, 12), random, (span, r) =>
            {
                for (var i = 0; i < span.Length; i++)
                {
                    span[i] = Alphabet[r.Next(Alphabet.Length)];
                }
            });
            Assert.True(IsJson(text) == (Kind(text) == PayloadKind.Json), text);
        }
    }

    private static PayloadKind Kind(string text) => Payload.Detect(Encoding.UTF8.GetBytes(text)).Kind;

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
