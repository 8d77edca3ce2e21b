using System.Buffers;
using System.Text;
using Broker.Protocol.WebSockets;

namespace Broker.Tests.Protocol.RelayV1;

/// <summary>Reads frames as a client would.</summary>
internal static class Frames
{
    /// <summary>The text of the one text frame that the bytes are.</summary>
    public static string Text(ReadOnlyMemory<byte> frame)
    {
        var input = new ReadOnlySequence<byte>(frame);
        Assert.True(new MessageReader(int.MaxValue, masked: false).TryRead(ref input, out var read));
        Assert.True(input.IsEmpty);
        Assert.Equal(WebSocketEventKind.Text, read.Kind);
        return Encoding.UTF8.GetString(read.Data.Span);
    }
}
