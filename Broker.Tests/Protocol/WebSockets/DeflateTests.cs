using System.Buffers;
using System.Text;
using Broker.Protocol.Errors;
using Broker.Protocol.Outbound;
using Broker.Protocol.Plain;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;
using Broker.Protocol.WebSockets;
using Broker.Testing.Clients;
using Broker.Testing.Waiting;
using Xunit.Abstractions;

namespace Broker.Tests.Protocol.WebSockets;

/// <summary><c>permessage-deflate</c>, RFC 7692.</summary>
public sealed class DeflateTests(ITestOutputHelper output)
{
    private const int Max = 128 * 1024;
    private const string Taken = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

    private static readonly HandshakeRequest Good = new("GET", true, "websocket", "Upgrade", "13", "dGhlIHNhbXBsZSBub25jZQ==", null);

    [Theory]
    [InlineData("permessage-deflate", Taken)]
    [InlineData("permessage-deflate; client_max_window_bits", Taken)]
    [InlineData("permessage-deflate;client_max_window_bits=\"10\" ; server_no_context_takeover", Taken)]
    [InlineData("permessage-deflate; server_max_window_bits=15", Taken + "; server_max_window_bits=15")]
    [InlineData("permessage-deflate; server_max_window_bits=10, permessage-deflate", Taken)]
    [InlineData("x-other; a=b, permessage-deflate; client_no_context_takeover", Taken)]
    [InlineData("permessage-deflate; server_max_window_bits=10", null)]
    [InlineData("permessage-deflate; server_max_window_bits", null)]
    [InlineData("permessage-deflate; client_max_window_bits=7", null)]
    [InlineData("permessage-deflate; client_max_window_bits=16", null)]
    [InlineData("permessage-deflate; client_max_window_bits=08", null)]
    [InlineData("permessage-deflate; server_no_context_takeover=true", null)]
    [InlineData("permessage-deflate; client_no_context_takeover; client_no_context_takeover", null)]
    [InlineData("permessage-deflate; unknown", null)]
    [InlineData("Permessage-Deflate", null)]
    [InlineData("x-webkit-deflate-frame", null)]
    [InlineData(null, null)]
    public void The_first_offer_that_can_be_taken_is_taken(string? offered, string? answer)
    {
        var answered = Handshake.Answer(Good with { Extensions = offered }, mayCompress: true);
        Assert.Equal((101, answer), (answered.Status, answered.Extensions));
    }

    [Fact]
    public void Nothing_is_compressed_unless_the_node_wants_it() =>
        Assert.Null(Handshake.Answer(Good with { Extensions = "permessage-deflate" }, mayCompress: false).Extensions);

    [Theory]
    [InlineData("")]
    [InlineData("permessage-deflate,")]
    [InlineData("permessage-deflate; ")]
    [InlineData("permessage-deflate; a=")]
    [InlineData("permessage-deflate; a=\"b")]
    [InlineData("per message")]
    [InlineData("permessage-deflate; =5")]
    public void A_header_in_another_form_than_the_standards_ends_the_handshake(string offered) =>
        Assert.Equal(400, Handshake.Answer(Good with { Extensions = offered }, mayCompress: true).Status);

    [Fact]
    public void What_is_compressed_is_read_again_whole_and_in_fragments()
    {
        var seed = Seed.Choose();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        foreach (var length in new[] { 0, 1, 5, 127, 1000, 70_000, Max })
        {
            var message = Encoding.ASCII.GetBytes(new string('a', length / 2) + RandomText(random, length - (length / 2)));
            var compressed = MessageDeflate.Compress(message);
            Assert.Equal([$"binary {Convert.ToHexStringLower(message)}"], Read(ClientFrame.Of(2, compressed.Span, reserved: 4)));

            var half = compressed.Length / 2;
            byte[] fragments =
            [
                .. ClientFrame.Of(2, compressed.Span[..half], final: false, reserved: 4), .. ClientFrame.Of(9, []), .. ClientFrame.Of(0, compressed.Span[half..]),
            ];
            Assert.Equal(["ping ", $"binary {Convert.ToHexStringLower(message)}"], Read(fragments));
        }
    }

    /// <summary>The examples of RFC 7692 section 7.2.3: a shared, a not compressed and a final block.</summary>
    [Theory]
    [InlineData("f248cdc9c90700")]
    [InlineData("000500faff48656c6c6f00")]
    [InlineData("f348cdc9c9070000")]
    [InlineData("f24805000000ffffcac9c90700")]
    public void The_examples_of_the_standard_are_hello(string hex) =>
        Assert.Equal(["text Hello"], Read(ClientFrame.Of(1, Convert.FromHexString(hex), reserved: 4)));

    [Fact]
    public void A_message_that_is_not_compressed_may_come_between()
    {
        var compressed = MessageDeflate.Compress("deflated"u8.ToArray());
        Assert.Equal(
            ["text plain", "text deflated", "text plain"],
            Read([.. ClientFrame.Text("plain"), .. ClientFrame.Of(1, compressed.Span, reserved: 4), .. ClientFrame.Text("plain")]));
    }

    [Theory]
    [InlineData(9, 4)]
    [InlineData(10, 4)]
    [InlineData(8, 4)]
    [InlineData(1, 2)]
    [InlineData(1, 5)]
    [InlineData(2, 6)]
    public void The_bit_stands_on_messages_only_and_alone(int opcode, int reserved) =>
        Assert.Equal(["failed 1002"], Read(ClientFrame.Of(opcode, [], reserved: reserved)));

    [Fact]
    public void The_bit_does_not_stand_on_a_continuation() => Assert.Equal(
        ["failed 1002"], Read([.. ClientFrame.Of(1, "a"u8, final: false, reserved: 4), .. ClientFrame.Of(0, "b"u8, reserved: 4)]));

    [Fact]
    public void A_bomb_is_not_unpacked_beyond_the_limit()
    {
        var bomb = Bomb.Of(16 * 1024 * 1024);
        Assert.True(bomb.Length < Max);
        var frame = ClientFrame.Of(2, bomb, reserved: 4);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal([$"failed {CloseCode.MessageTooBig.Number}"], Read(frame));

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4 * 1024 * 1024);
    }

    [Fact]
    public void Exactly_the_limit_passes_and_one_byte_more_does_not()
    {
        Assert.StartsWith("binary 00", Read(ClientFrame.Of(2, MessageDeflate.Compress(new byte[Max]).Span, reserved: 4))[0], StringComparison.Ordinal);
        Assert.Equal(["failed 1009"], Read(ClientFrame.Of(2, MessageDeflate.Compress(new byte[Max + 1]).Span, reserved: 4)));
    }

    [Theory]
    [InlineData("ffffffff")]
    [InlineData("000500ffff48")]
    public void What_no_compressor_writes_is_refused(string hex) =>
        Assert.Equal(["failed 1007"], Read(ClientFrame.Of(2, Convert.FromHexString(hex), reserved: 4)));

    [Fact]
    public void Text_is_checked_after_it_was_unpacked() =>
        Assert.Equal(["failed 1007"], Read(ClientFrame.Of(1, MessageDeflate.Compress(new byte[] { 0x41, 0xFF }).Span, reserved: 4)));

    [Fact]
    public void A_publication_is_compressed_once_for_all()
    {
        var encoded = new EncodedPublication(Publish(new string('x', 1000)));
        var format = DeflatedFormat.Of(PlainFormat.Instance);
        Assert.Same(format, DeflatedFormat.Of(PlainFormat.Instance));
        Assert.Equal(encoded.For(format), encoded.For(format));
        Assert.True(encoded.For(format).Length < 100);
        var input = new ReadOnlySequence<byte>(encoded.For(format));
        Assert.True(new MessageReader(Max, masked: false, deflated: true).TryRead(ref input, out var read));
        Assert.Equal((WebSocketEventKind.Text, 1000), (read.Kind, read.Data.Length));
    }

    [Theory]
    [InlineData("short")]
    [InlineData("")]
    public void What_is_short_stays_as_it_is(string text)
    {
        var publication = Publish(text);
        Assert.Equal(PlainFormat.Instance.Encode(publication).ToArray(), DeflatedFormat.Of(PlainFormat.Instance).Encode(publication).ToArray());
    }

    private static Publication Publish(string text) => new(
        TopicName.Parse("t"), new Epoch(1), new Offset(1), 1, Payload.OfText(Encoding.UTF8.GetBytes(text)));

    private static string RandomText(Random random, int length) =>
        string.Create(length, random, static (span, random) =>
        {
            foreach (ref var character in span)
            {
                character = (char)random.Next(32, 127);
            }
        });

    private static string[] Read(byte[] bytes)
    {
        var reader = new MessageReader(Max, deflated: true);
        var input = new ReadOnlySequence<byte>(bytes);
        var heard = new List<string>();
        while (reader.TryRead(ref input, out var happened))
        {
            heard.Add(happened.Kind switch
            {
                WebSocketEventKind.Text => $"text {Encoding.UTF8.GetString(happened.Data.Span)}",
                WebSocketEventKind.Failed => $"failed {happened.Failure!.Number}",
                _ => $"{happened.Kind.ToString().ToLowerInvariant()} {Convert.ToHexStringLower(happened.Data.Span)}",
            });
        }

        return [.. heard];
    }
}
