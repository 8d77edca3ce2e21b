using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Broker.Protocol.WebSockets;

/// <summary>The masking of RFC 6455 section 5.3: each byte is combined with the byte of the key at its place modulo four.</summary>
public static class Masking
{
    /// <summary>Copies masked bytes and takes the mask off, or puts it on: both are the same.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="destination">Where they go, at least as long.</param>
    /// <param name="key">The key in the order of the wire: its first byte is the highest.</param>
    /// <param name="position">The place of the first byte in the payload of its frame.</param>
    public static void Copy(ReadOnlySpan<byte> source, Span<byte> destination, uint key, long position)
    {
        // Turned so that the key's byte for the first source byte comes first in memory.
        var turned = BitOperations.RotateLeft(key, 8 * (int)(position & 3));
        var inMemory = BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(turned) : turned;
        var at = 0;
        if (Vector.IsHardwareAccelerated && source.Length >= Vector<byte>.Count)
        {
            var wide = Vector.AsVectorByte(new Vector<uint>(inMemory));
            for (; at <= source.Length - Vector<byte>.Count; at += Vector<byte>.Count)
            {
                (new Vector<byte>(source[at..]) ^ wide).CopyTo(destination[at..]);
            }
        }

        for (; at <= source.Length - sizeof(uint); at += sizeof(uint))
        {
            var masked = MemoryMarshal.Read<uint>(source[at..]) ^ inMemory;
            MemoryMarshal.Write(destination[at..], masked);
        }

        for (; at < source.Length; at++)
        {
            destination[at] = (byte)(source[at] ^ (turned >> (24 - (8 * (at & 3)))));
        }
    }
}
