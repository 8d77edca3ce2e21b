using System.Numerics;

namespace Broker.Actors.Wire;

/// <summary>Writes the fields of one message: each a key, then a number or a length with bytes (docs/topic-protocol.md, "On the wire").</summary>
/// <remarks>
/// Over an empty buffer it only counts, so that the same code finds the exact size and then writes: one allocation, and payload bytes are
/// copied once. Fields that are zero or empty are left out.
/// </remarks>
internal ref struct FieldWriter(Span<byte> buffer)
{
    private readonly Span<byte> _buffer = buffer;
    private readonly bool _counts = buffer.IsEmpty;

    /// <summary>The bytes written, or counted.</summary>
    public int Length { get; private set; }

    public void Number(int field, long value) => Number(field, (ulong)value);

    public void Number(int field, ulong value)
    {
        if (value != 0)
        {
            Raw(Key(field, FieldKind.Number));
            Raw(value);
        }
    }

    public void Bytes(int field, ReadOnlySpan<byte> bytes)
    {
        if (!bytes.IsEmpty)
        {
            BytesHeader(field, bytes.Length);
            Copy(bytes);
        }
    }

    /// <summary>Begins a field whose bytes are written by what follows.</summary>
    public void BytesHeader(int field, int length)
    {
        Raw(Key(field, FieldKind.Bytes));
        Raw((ulong)length);
    }

    /// <summary>The size of a number as <see cref="Number(int, ulong)"/> writes it, without its key.</summary>
    public static int SizeOf(ulong value) => ((BitOperations.Log2(value | 1) / 7) + 1);

    private static ulong Key(int field, FieldKind kind) => ((ulong)field << 1) | (ulong)kind;

    private void Raw(ulong value)
    {
        if (_counts)
        {
            Length += SizeOf(value);
            return;
        }

        while (value >= 0x80)
        {
            _buffer[Length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _buffer[Length++] = (byte)value;
    }

    private void Copy(ReadOnlySpan<byte> bytes)
    {
        if (!_counts)
        {
            bytes.CopyTo(_buffer[Length..]);
        }

        Length += bytes.Length;
    }
}
