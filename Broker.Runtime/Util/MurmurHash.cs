namespace Broker.Runtime.Util;

/// <summary>A hash that is the same on every node and in every process, unlike <see cref="string.GetHashCode()"/>.</summary>
/// <remarks>MurmurHash3, the 32-bit variant (Austin Appleby, public domain).</remarks>
public static class MurmurHash
{
    private const uint Seed = 0x9747b28c;

    /// <summary>The hash of a string's UTF-16 code units.</summary>
    public static int StringHash(string s) =>
        Hash(System.Runtime.InteropServices.MemoryMarshal.AsBytes(s.AsSpan()));

    /// <summary>The hash of bytes.</summary>
    public static int ByteHash(byte[] b) => Hash(b);

    private static int Hash(ReadOnlySpan<byte> data)
    {
        var hash = Seed;
        var rest = data;
        while (rest.Length >= 4)
        {
            hash ^= Mix(System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(rest));
            hash = (uint.RotateLeft(hash, 13) * 5) + 0xe6546b64;
            rest = rest[4..];
        }

        uint tail = 0;
        for (var i = rest.Length - 1; i >= 0; i--)
            tail = (tail << 8) | rest[i];
        if (rest.Length > 0)
            hash ^= Mix(tail);

        hash ^= (uint)data.Length;
        hash = (hash ^ (hash >> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >> 13)) * 0xc2b2ae35;
        return (int)(hash ^ (hash >> 16));
    }

    private static uint Mix(uint block) => uint.RotateLeft(block * 0xcc9e2d51, 15) * 0x1b873593;
}
