namespace Broker.Runtime.Remote.Wire;

/// <summary>Base-128 integers, least significant group first, as in protocol buffers.</summary>
internal static class Varint
{
    public const int MaxBytes = 10;

    public static int Size(ulong value)
    {
        int size = 1;
        while (value >= 0x80)
        {
            value >>= 7;
            size++;
        }

        return size;
    }

    /// <summary>Writes <paramref name="value"/> and returns the bytes taken.</summary>
    public static int Write(Span<byte> target, ulong value)
    {
        int at = 0;
        while (value >= 0x80)
        {
            target[at++] = (byte)(value | 0x80);
            value >>= 7;
        }

        target[at++] = (byte)value;
        return at;
    }

    /// <summary>Reads an integer and returns the bytes taken.</summary>
    /// <exception cref="WireException">The bytes end early or the integer has more than 64 bits.</exception>
    public static int Read(ReadOnlySpan<byte> source, out ulong value)
    {
        value = 0;
        for (int at = 0; at < source.Length && at < MaxBytes; at++)
        {
            byte part = source[at];
            value |= (ulong)(part & 0x7F) << (7 * at);
            if (part >= 0x80)
                continue;
            if (at == MaxBytes - 1 && part > 1)
                break;
            return at + 1;
        }

        throw new WireException("An integer ends early or is longer than 64 bits.");
    }

    /// <summary>Maps a signed value so that small magnitudes stay short.</summary>
    public static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    /// <summary>The inverse of <see cref="ZigZag"/>.</summary>
    public static long UnZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);
}
