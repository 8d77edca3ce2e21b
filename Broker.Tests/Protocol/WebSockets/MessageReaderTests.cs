using System.Text;
using Broker.Protocol.WebSockets;
using Broker.Testing.Clients;

namespace Broker.Tests.Protocol.WebSockets;

public sealed class MessageReaderTests
{
    private static readonly byte[] Conversation =
    [
        .. ClientFrame.Text("hello"),
        .. ClientFrame.Binary([]),
        .. ClientFrame.Of(0x9, [1, 2, 3]),
        .. ClientFrame.Of(0x1, "é"u8[..1], final: false),
        .. ClientFrame.Of(0xA, []),
        .. ClientFrame.Of(0x0, [], final: false),
        .. ClientFrame.Of(0x0, [.. "é"u8[1..], .. "新"u8], key: 0x01020304),
        .. ClientFrame.Binary(new byte[126]),
        .. ClientFrame.Binary(new byte[300]),
        .. ClientFrame.Close(1000, "bye"),
    ];

    private static readonly string[] Heard =
    [
        "text hello", "binary ", "ping 010203", "pong ", "text é新",
        $"binary {new string('0', 252)}", $"binary {new string('0', 600)}", "close 1000 bye",
    ];

    [Fact]
    public void A_conversation_is_read_in_order() => Assert.Equal(Heard, ReadPeer.Whole(Conversation));

    [Fact]
    public void It_is_read_the_same_when_it_comes_byte_by_byte() =>
        Assert.Equal(Heard, ReadPeer.InPieces(Conversation.Select(static b => new[] { b })));

    [Fact]
    public void It_is_read_the_same_wherever_it_is_cut()
    {
        for (var cut = 1; cut < Conversation.Length; cut++)
        {
            Assert.Equal(Heard, ReadPeer.InPieces([Conversation[..cut], Conversation[cut..]]));
        }
    }

    [Theory]
    [InlineData(65_535)]
    [InlineData(65_536)]
    public void Long_messages_have_long_lengths(int length)
    {
        var payload = Encoding.ASCII.GetBytes(new string('x', length));
        Assert.Equal([$"text {new string('x', length)}"], ReadPeer.Whole(ClientFrame.Of(0x1, payload)));
    }

    public static TheoryData<string, byte[]> Violations() => new()
    {
        { "frame not masked", ClientFrame.Of(0x1, "a"u8, key: null) },
        { "reserved bits set", ClientFrame.Of(0x1, "a"u8, reserved: 4) },
        { "reserved bits set", ClientFrame.Of(0x9, [], reserved: 2) },
        { "reserved bits set", ClientFrame.Of(0x8, [], reserved: 1) },
        { "reserved opcode", ClientFrame.Of(0x3, []) },
        { "reserved opcode", ClientFrame.Of(0x7, []) },
        { "reserved opcode", ClientFrame.Of(0xB, []) },
        { "reserved opcode", ClientFrame.Of(0xF, []) },
        { "continuation of nothing", ClientFrame.Of(0x0, "a"u8) },
        { "new message before the end of another", [.. ClientFrame.Of(0x1, "a"u8, final: false), .. ClientFrame.Text("b")] },
        { "fragmented control frame", ClientFrame.Of(0x9, [], final: false) },
        { "control frame too long", ClientFrame.Of(0x9, new byte[126]) },
        { "control frame too long", ClientFrame.Of(0x8, new byte[126]) },
        { "close frame with half a code", ClientFrame.Of(0x8, [3]) },
        { "length not in its shortest form", [0x81, 0xFE, 0, 125, 1, 2, 3, 4] },
        { "length not in its shortest form", [0x81, 0xFF, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 1, 2, 3, 4] },
        { "length not in its shortest form", [0x82, 0xFF, 0x80, 0, 0, 0, 0, 1, 0, 0, 1, 2, 3, 4] },
    };

    [Theory]
    [MemberData(nameof(Violations))]
    public void A_broken_rule_ends_the_reading_with_1002(string rule, byte[] bytes)
    {
        Assert.Equal($"failed 1002 {rule}", ReadPeer.Whole([.. bytes, .. ClientFrame.Text("never read")]).Last());
        Assert.Equal($"failed 1002 {rule}", ReadPeer.InPieces(bytes.Select(static b => new[] { b })).Last());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(999)]
    [InlineData(1004)]
    [InlineData(1005)]
    [InlineData(1006)]
    [InlineData(1015)]
    [InlineData(1016)]
    [InlineData(2999)]
    [InlineData(5000)]
    [InlineData(65_535)]
    public void A_close_code_that_may_not_be_sent_is_a_violation(int code) =>
        Assert.Equal(["failed 1002 close code that may not be sent"], ReadPeer.Whole(ClientFrame.Close((ushort)code)));

    [Theory]
    [InlineData(1000)]
    [InlineData(1003)]
    [InlineData(1007)]
    [InlineData(1014)]
    [InlineData(3000)]
    [InlineData(4999)]
    public void Other_close_codes_are_read(int code) => Assert.Equal([$"close {code} why"], ReadPeer.Whole(ClientFrame.Close((ushort)code, "why")));

    [Fact]
    public void A_close_without_code_is_read() => Assert.Equal(["close  "], ReadPeer.Whole(ClientFrame.Of(0x8, [])));

    [Fact]
    public void A_close_reason_that_is_not_utf8_is_1007() =>
        Assert.Equal(["failed 1007 close reason is not UTF-8"], ReadPeer.Whole(ClientFrame.Of(0x8, [0x03, 0xE8, 0xFF])));

    [Fact]
    public void Nothing_is_read_after_a_close() =>
        Assert.Equal(["close 1000 "], ReadPeer.Whole([.. ClientFrame.Close(1000), .. ClientFrame.Text("late")]));

    [Fact]
    public void A_message_may_have_so_many_frames_without_bytes_and_no_more()
    {
        byte[] most = [.. ClientFrame.Of(0x1, "a"u8, final: false), .. Repeated(ClientFrame.Of(0x0, [], final: false), 1000)];
        byte[] ended = [.. most, .. ClientFrame.Of(0x0, [])];
        Assert.Equal(2, ReadPeer.Whole([.. ended, .. ended]).Count);
        Assert.Equal(["failed 1008 too many frames without bytes"], ReadPeer.Whole([.. most, .. ClientFrame.Of(0x0, [], final: false)]));

        static IEnumerable<byte> Repeated(byte[] frame, int times) => Enumerable.Repeat(frame, times).SelectMany(static bytes => bytes);
    }

    public static TheoryData<string> InvalidText() => new()
    {
        "ff", "c0af", "eda080", "f4908080", "61c3", "e4bda0c3", "f8888080",
    };

    [Theory]
    [MemberData(nameof(InvalidText))]
    public void Text_that_is_not_utf8_is_1007(string hex)
    {
        var payload = Convert.FromHexString(hex);
        Assert.Equal(["failed 1007 text is not UTF-8"], ReadPeer.Whole(ClientFrame.Of(0x1, payload)));
        Assert.Equal(["failed 1007 text is not UTF-8"], ReadPeer.InPieces(ClientFrame.Of(0x1, payload).Select(static b => new[] { b })));
    }

    [Fact]
    public void Invalid_text_fails_at_its_first_bad_byte_and_not_at_its_end()
    {
        byte[] begun = [.. ClientFrame.Of(0x1, [0xF4, 0x90], final: false)];
        Assert.Equal(["failed 1007 text is not UTF-8"], ReadPeer.Whole(begun));
        Assert.Equal(["failed 1007 text is not UTF-8"], ReadPeer.Whole(ClientFrame.Of(0x1, [0x61, 0xFF, .. new byte[100]])[..12]));
    }

    [Fact]
    public void Binary_may_be_any_bytes() => Assert.Equal(["binary ff"], ReadPeer.Whole(ClientFrame.Binary([0xFF])));

    [Fact]
    public void A_message_may_be_as_long_as_the_limit() =>
        Assert.Equal(["text 12345"], ReadPeer.Whole([.. ClientFrame.Of(0x1, "123"u8, final: false), .. ClientFrame.Of(0x0, "45"u8)], maxMessage: 5));

    [Fact]
    public void A_message_beyond_the_limit_is_1009_when_its_header_is_read()
    {
        Assert.Equal(["failed 1009 message too long"], ReadPeer.Whole(ClientFrame.Text("123456")[..6], maxMessage: 5));
        byte[] fragments = [.. ClientFrame.Of(0x1, "123"u8, final: false), .. ClientFrame.Of(0x0, "456"u8)[..6]];
        Assert.Equal(["failed 1009 message too long"], ReadPeer.Whole(fragments, maxMessage: 5));
        byte[] huge = [0x82, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0];
        Assert.Equal(["failed 1009 message too long"], ReadPeer.Whole(huge, maxMessage: int.MaxValue));
    }

    [Fact]
    public void A_header_that_promises_much_reserves_nothing()
    {
        const int Promised = 64 * 1024 * 1024;
        var reader = new MessageReader(Promised);
        byte[] header = [0x82, 0xFF, 0, 0, 0, 0, 0x04, 0, 0, 0, 1, 2, 3, 4, 5];
        var before = GC.GetAllocatedBytesForCurrentThread();
        var input = new System.Buffers.ReadOnlySequence<byte>(header);
        Assert.False(reader.TryRead(ref input, out _));
        Assert.True(reader.InMidst);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
    }
}
