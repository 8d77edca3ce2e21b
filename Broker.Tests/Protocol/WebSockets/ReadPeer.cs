using System.Buffers;
using System.Text;
using Broker.Protocol.WebSockets;

namespace Broker.Tests.Protocol.WebSockets;

/// <summary>Feeds a reader and tells what happened as lines of text, so that whole conversations can be compared.</summary>
internal static class ReadPeer
{
    /// <summary>All at once.</summary>
    public static List<string> Whole(byte[] bytes, int maxMessage = 1 << 20) => InPieces([bytes], maxMessage);

    /// <summary>In pieces.</summary>
    public static List<string> InPieces(IEnumerable<ReadOnlyMemory<byte>> pieces, int maxMessage = 1 << 20)
    {
        var reader = new MessageReader(maxMessage);
        var lines = new List<string>();
        foreach (var piece in pieces)
        {
            var input = new ReadOnlySequence<byte>(piece);
            while (reader.TryRead(ref input, out var happened))
            {
                lines.Add(Describe(happened));
            }

            Assert.True(reader.Ended || input.IsEmpty, "a reader that has not ended takes all it is given");
        }

        return lines;
    }

    /// <summary>In pieces.</summary>
    public static List<string> InPieces(IEnumerable<byte[]> pieces, int maxMessage = 1 << 20) =>
        InPieces(pieces.Select(static piece => new ReadOnlyMemory<byte>(piece)), maxMessage);

    private static string Describe(WebSocketEvent happened) => happened.Kind switch
    {
        WebSocketEventKind.Text => $"text {Encoding.UTF8.GetString(happened.Data.Span)}",
        WebSocketEventKind.Close => $"close {happened.PeerCode} {happened.Detail}",
        WebSocketEventKind.Failed => $"failed {happened.Failure!.Number} {happened.Detail}",
        _ => $"{happened.Kind.ToString().ToLowerInvariant()} {Convert.ToHexStringLower(happened.Data.Span)}",
    };
}
