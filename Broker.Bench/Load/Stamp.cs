using System.Buffers.Text;

namespace Broker.Bench.Load;

/// <summary>What a message says of itself at the beginning of its payload, as text, since every way in carries text: publisher, number, intended time.</summary>
/// <param name="Publisher">Who sent it.</param>
/// <param name="Number">The how-manieth of that publisher it is, from 1.</param>
/// <param name="IntendedNs">When it was to be sent, on the generator's clock.</param>
internal readonly record struct Stamp(int Publisher, long Number, long IntendedNs)
{
    public const int Length = 2 + 8 + 16 + 16;

    private static readonly byte[] Mark = "R."u8.ToArray();

    public void Write(Span<byte> into)
    {
        Mark.CopyTo(into);
        WriteHex(into.Slice(2, 8), Publisher);
        WriteHex(into.Slice(10, 16), Number);
        WriteHex(into.Slice(26, 16), IntendedNs);
    }

    public static bool TryRead(ReadOnlySpan<byte> payload, out Stamp stamp)
    {
        stamp = default;
        if (payload.Length < Length || !payload.StartsWith(Mark)
            || !Utf8Parser.TryParse(payload.Slice(2, 8), out int publisher, out _, 'x')
            || !Utf8Parser.TryParse(payload.Slice(10, 16), out long number, out _, 'x')
            || !Utf8Parser.TryParse(payload.Slice(26, 16), out long intended, out _, 'x'))
        {
            return false;
        }

        stamp = new Stamp(publisher, number, intended);
        return true;
    }

    private static void WriteHex(Span<byte> into, long value)
    {
        for (var i = into.Length - 1; i >= 0; i--)
        {
            into[i] = "0123456789abcdef"u8[(int)(value & 0xF)];
            value >>= 4;
        }
    }
}
