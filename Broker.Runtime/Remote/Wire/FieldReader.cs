using System.Buffers.Binary;
using System.Text;

namespace Broker.Runtime.Remote.Wire;

/// <summary>Walks over numbered fields; a field whose number the caller does not know is skipped by reading the next.</summary>
internal ref struct FieldReader(ReadOnlySpan<byte> body)
{
    private ReadOnlySpan<byte> _rest = body;

    /// <summary>The number of the field just read.</summary>
    public int Field { get; private set; }

    /// <summary>The value when the field is an integer, else 0.</summary>
    public ulong Number { get; private set; }

    /// <summary>The value when the field is bytes, else empty.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    public readonly long Signed => Varint.UnZigZag(Number);

    public readonly bool Flag => Number != 0;

    /// <summary>The value as text.</summary>
    /// <exception cref="WireException">It is not UTF-8.</exception>
    public readonly string Text => DecodeText(Bytes);

    /// <summary>Moves to the next field; false at the end.</summary>
    /// <exception cref="WireException">The bytes are not well-formed fields.</exception>
    public bool Read()
    {
        if (_rest.IsEmpty)
            return false;
        ulong tag = TakeVarint();
        ulong number = tag >> 3;
        if (number is 0 or > int.MaxValue)
            throw new WireException("A field has no valid number.");
        Field = (int)number;
        Number = 0;
        Bytes = default;
        switch ((int)(tag & 7))
        {
            case FieldWriter.VarintKind:
                Number = TakeVarint();
                break;
            case FieldWriter.BytesKind:
                Bytes = Take(TakeVarint());
                break;
            case FieldWriter.Fixed64Kind:
                Number = BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));
                break;
            case FieldWriter.Fixed32Kind:
                Number = BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));
                break;
            default:
                throw new WireException($"Field {Field} has an unknown kind.");
        }

        return true;
    }

    internal static string DecodeText(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new WireException("A text field is not UTF-8.");
        }
    }

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private ulong TakeVarint()
    {
        if (!_rest.IsEmpty && _rest[0] < 0x80)
        {
            ulong small = _rest[0];
            _rest = _rest[1..];
            return small;
        }

        int taken = Varint.Read(_rest, out ulong value);
        _rest = _rest[taken..];
        return value;
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)_rest.Length)
            throw new WireException($"Field {Field} ends early.");
        ReadOnlySpan<byte> taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }
}
