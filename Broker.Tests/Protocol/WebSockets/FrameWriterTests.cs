using System.Text;
using Broker.Protocol.WebSockets;

namespace Broker.Tests.Protocol.WebSockets;

public sealed class FrameWriterTests
{
    [Theory]
    [InlineData(0, "8200")]
    [InlineData(125, "827d")]
    [InlineData(126, "827e007e")]
    [InlineData(65_535, "827effff")]
    [InlineData(65_536, "827f0000000000010000")]
    public void The_length_is_in_its_shortest_form(int length, string header)
    {
        var frame = FrameWriter.Frame(Opcode.Binary, new byte[length]);
        Assert.Equal(header, Convert.ToHexStringLower(frame.AsSpan(0, frame.Length - length)));
        Assert.Equal(frame.Length, FrameWriter.HeaderLength(length) + length);
    }

    [Fact]
    public void A_close_frame_has_code_and_reason() =>
        Assert.Equal([0x88, 5, 0x03, 0xF4, .. "bye"u8], FrameWriter.Close(1012, "bye"));

    [Fact]
    public void A_close_frame_without_code_is_empty() => Assert.Equal([0x88, 0], FrameWriter.Close(null, "ignored"));

    [Fact]
    public void A_reason_that_is_too_long_is_cut_at_a_character()
    {
        var frame = FrameWriter.Close(1000, new string('新', 60));
        Assert.Equal(2 + 2 + 123, frame.Length);
        Assert.Equal(new string('新', 41), Encoding.UTF8.GetString(frame.AsSpan(4)));
    }
}
