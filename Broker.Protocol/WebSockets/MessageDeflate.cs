using System.Buffers;
using System.IO.Compression;

namespace Broker.Protocol.WebSockets;

/// <summary>Compresses and decompresses single messages (RFC 7692 section 7.2), each with a window of its own.</summary>
internal static class MessageDeflate
{
    private const int Portion = 16 * 1024;

    // Section 7.2.1: a flush ends with these, and they are not sent.
    private static readonly byte[] Tail = [0x00, 0x00, 0xFF, 0xFF];

    // After the tail, an empty last block, so that the stream has an end.
    private static readonly byte[] TailAndEnd = [.. Tail, 0x01, 0x00, 0x00, 0xFF, 0xFF];

    /// <summary>The compressed form of a message.</summary>
    public static ReadOnlyMemory<byte> Compress(ReadOnlyMemory<byte> message)
    {
        if (message.IsEmpty)
        {
            // Section 7.2.3.6: an empty block, without its tail.
            return new byte[] { 0 };
        }

        var output = new MemoryStream(message.Length / 2);
        using (var deflate = new DeflateStream(output, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(message.Span);
            deflate.Flush();
            output.SetLength(WithoutTail(output));
            return output.GetBuffer().AsMemory(0, (int)output.Length).ToArray();
        }
    }

    /// <summary>Decompresses a message; no more than the limit and one portion is ever held.</summary>
    public static Inflated TryDecompress(ReadOnlyMemory<byte> compressed, int maxBytes, out ReadOnlyMemory<byte> message)
    {
        message = default;
        var input = new byte[compressed.Length + TailAndEnd.Length];
        compressed.CopyTo(input);
        TailAndEnd.CopyTo(input.AsSpan(compressed.Length));
        using var inflate = new DeflateStream(new MemoryStream(input), CompressionMode.Decompress);
        var portion = ArrayPool<byte>.Shared.Rent(Portion);
        var output = new MemoryStream();
        try
        {
            while (true)
            {
                var count = inflate.Read(portion, 0, Portion);
                if (count == 0)
                {
                    message = output.GetBuffer().AsMemory(0, (int)output.Length).ToArray();
                    return Inflated.Good;
                }

                if (output.Length + count > maxBytes)
                {
                    return Inflated.TooLong;
                }

                output.Write(portion, 0, count);
            }
        }
        catch (InvalidDataException)
        {
            return Inflated.Broken;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(portion);
        }
    }

    private static long WithoutTail(MemoryStream output)
    {
        var written = output.GetBuffer().AsSpan(0, (int)output.Length);
        return written.EndsWith(Tail) ? output.Length - Tail.Length : output.Length;
    }
}
