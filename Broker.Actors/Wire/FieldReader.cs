namespace Broker.Actors.Wire;

/// <summary>Reads the fields of one message in the order they come. A field that a reader does not know is skipped by not asking for its value.</summary>
internal ref struct FieldReader(ReadOnlyMemory<byte> message)
{
    private readonly ReadOnlyMemory<byte> _message = message;
    private int _at;

    /// <summary>The field just read.</summary>
    public int Field { get; private set; }

    /// <summary>Its value when it is a number.</summary>
    public ulong Number { get; private set; }

    /// <summary>Its value when it is bytes: a part of the message, not a copy.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; }

    public readonly long Signed => (long)Number;

    /// <summary>Goes to the next field; false at the end.</summary>
    /// <exception cref="FormatException">The message is cut off or malformed.</exception>
    public bool Next()
    {
        if (_at == _message.Length)
        {
            return false;
        }

        var key = Raw();
        Field = (int)Math.Min(key >> 1, int.MaxValue);
        Number = Raw();
        Bytes = default;
        if ((key & 1) == (ulong)FieldKind.Bytes)
        {
            if (Number > (ulong)(_message.Length - _at))
            {
                throw new FormatException("A field is longer than its message.");
            }

            Bytes = _message.Slice(_at, (int)Number);
            _at += (int)Number;
        }

        return true;
    }

    private ulong Raw()
    {
        var bytes = _message.Span;
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (_at == bytes.Length)
            {
                break;
            }

            var next = bytes[_at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new FormatException("A number is cut off or longer than 64 bits.");
    }
}
