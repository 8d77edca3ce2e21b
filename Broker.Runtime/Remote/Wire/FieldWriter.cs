using System.Buffers;
using System.Text;

namespace Broker.Runtime.Remote.Wire;

/// <summary>Writes numbered fields in the encoding of protocol buffers, so that readers can skip what they do not know.</summary>
internal readonly struct FieldWriter(IBufferWriter<byte> output)
{
    internal const int VarintKind = 0;
    internal const int Fixed64Kind = 1;
    internal const int BytesKind = 2;
    internal const int Fixed32Kind = 5;

    public void WriteNumber(int field, ulong value)
    {
        Span<byte> target = output.GetSpan(2 * Varint.MaxBytes);
        int at = Varint.Write(target, Tag(field, VarintKind));
        at += Varint.Write(target[at..], value);
        output.Advance(at);
    }

    public void WriteSigned(int field, long value) => WriteNumber(field, Varint.ZigZag(value));

    public void WriteFlag(int field, bool value) => WriteNumber(field, value ? 1UL : 0UL);

    public void WriteBytes(int field, ReadOnlySpan<byte> value)
    {
        Span<byte> target = output.GetSpan((2 * Varint.MaxBytes) + value.Length);
        int at = Varint.Write(target, Tag(field, BytesKind));
        at += Varint.Write(target[at..], (ulong)value.Length);
        value.CopyTo(target[at..]);
        output.Advance(at + value.Length);
    }

    public void WriteString(int field, string value)
    {
        int length = Encoding.UTF8.GetByteCount(value);
        Span<byte> target = output.GetSpan((2 * Varint.MaxBytes) + length);
        int at = Varint.Write(target, Tag(field, BytesKind));
        at += Varint.Write(target[at..], (ulong)length);
        at += Encoding.UTF8.GetBytes(value, target[at..]);
        output.Advance(at);
    }

    internal static ulong Tag(int field, int kind) => ((ulong)field << 3) | (uint)kind;
}
