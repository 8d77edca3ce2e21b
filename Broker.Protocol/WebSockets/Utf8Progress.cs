using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Broker.Protocol.WebSockets;

/// <summary>Checks UTF-8 that comes in pieces, and fails at the first byte that can't be continued.</summary>
internal static class Utf8Progress
{
    /// <summary>Checks what is there beyond the part that was checked before.</summary>
    /// <param name="unchecked">The bytes after the checked part.</param>
    /// <param name="last">Whether nothing follows, so that a character may not be cut.</param>
    /// <param name="advanced">How many more bytes are checked now; what is left is the beginning of one character.</param>
    public static bool TryAdvance(ReadOnlySpan<byte> @unchecked, bool last, out int advanced)
    {
        var cut = last ? 0 : CutTail(@unchecked);
        advanced = @unchecked.Length - cut;
        return Utf8.IsValid(@unchecked[..advanced]);
    }

    // The length of a character at the end that may still become valid: at most three bytes.
    private static int CutTail(ReadOnlySpan<byte> bytes)
    {
        for (var length = 1; length <= Math.Min(3, bytes.Length); length++)
        {
            var tail = bytes[^length..];
            var isContinuation = (tail[0] & 0xC0) == 0x80;
            if (!isContinuation)
            {
                return Rune.DecodeFromUtf8(tail, out _, out _) == OperationStatus.NeedMoreData ? length : 0;
            }
        }

        return 0;
    }
}
