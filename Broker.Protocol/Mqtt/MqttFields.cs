using System.Buffers.Binary;
using System.Text.Unicode;

namespace Broker.Protocol.Mqtt;

/// <summary>Reads the fields of a packet's body one after the other; false when the body ends too soon or a field is not valid.</summary>
internal ref struct MqttFields(ReadOnlySpan<byte> body)
{
    private ReadOnlySpan<byte> _rest = body;

    /// <summary>What has not been read.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    /// <summary>Whether all was read.</summary>
    public readonly bool AtEnd => _rest.IsEmpty;

    public bool TryByte(out byte value)
    {
        value = _rest.IsEmpty ? (byte)0 : _rest[0];
        return TrySkip(1);
    }

    public bool TryUInt16(out ushort value) =>
        BinaryPrimitives.TryReadUInt16BigEndian(_rest, out value) && TrySkip(2);

    /// <summary>Bytes with a length of two bytes before them.</summary>
    public bool TryBytes(out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!TryUInt16(out var length) || length > _rest.Length)
        {
            return false;
        }

        value = _rest[..length];
        return TrySkip(length);
    }

    /// <summary>A string: UTF-8 without U+0000 (section 1.5.3).</summary>
    public bool TryString(out ReadOnlySpan<byte> utf8) => TryBytes(out utf8) && Utf8.IsValid(utf8) && !utf8.Contains((byte)0);

    private bool TrySkip(int bytes)
    {
        if (_rest.Length < bytes)
        {
            return false;
        }

        _rest = _rest[bytes..];
        return true;
    }
}
