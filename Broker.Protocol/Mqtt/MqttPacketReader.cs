namespace Broker.Protocol.Mqtt;

/// <summary>Cuts a stream of WebSocket messages into MQTT packets, which need not begin or end with a message (section 6).</summary>
/// <remarks>A packet that lies whole in one message is a slice of it and copies nothing. Lengths are checked before anything is kept.</remarks>
public sealed class MqttPacketReader(int maxPacketBytes)
{
    private const int MaxLengthBytes = 4;

    private ReadOnlyMemory<byte> _input;
    private byte[]? _partial;
    private int _partialLength;

    /// <summary>Gives the next message, after all packets of the one before were read.</summary>
    public void Append(ReadOnlyMemory<byte> message)
    {
        if (_partialLength == 0)
        {
            _input = message;
            return;
        }

        Keep(message.Span);
        if (Measure(_partial.AsSpan(0, _partialLength), out _, out _) != MqttReadResult.NeedMore)
        {
            _input = _partial.AsMemory(0, _partialLength);
            _partial = null;
            _partialLength = 0;
        }
    }

    /// <summary>Reads the next packet. After a result that is an error the reader is of no more use.</summary>
    public MqttReadResult TryRead(out MqttPacket packet)
    {
        packet = default;
        if (_input.IsEmpty)
        {
            return MqttReadResult.NeedMore;
        }

        var result = Measure(_input.Span, out var header, out var body);
        if (result == MqttReadResult.Packet)
        {
            var first = _input.Span[0];
            packet = new MqttPacket((MqttPacketType)(first >> 4), (byte)(first & 0xF), _input.Slice(header, body));
            // What is read to its end is not held on to.
            _input = _input.Length == header + body ? default : _input[(header + body)..];
        }
        else if (result == MqttReadResult.NeedMore)
        {
            Keep(_input.Span);
            _input = default;
        }

        return result;
    }

    private MqttReadResult Measure(ReadOnlySpan<byte> bytes, out int header, out int body)
    {
        header = 1;
        body = 0;
        for (var i = 0; i < MaxLengthBytes; i++)
        {
            if (header == bytes.Length)
            {
                return MqttReadResult.NeedMore;
            }

            var b = bytes[header++];
            body |= (b & 0x7F) << (7 * i);
            if ((b & 0x80) == 0)
            {
                return body > maxPacketBytes ? MqttReadResult.TooLarge
                    : bytes.Length - header < body ? MqttReadResult.NeedMore
                    : MqttReadResult.Packet;
            }
        }

        return MqttReadResult.Malformed;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        var needed = _partialLength + bytes.Length;
        if (_partial is null || _partial.Length < needed)
        {
            Array.Resize(ref _partial, Math.Max(needed, 2 * (_partial?.Length ?? 0)));
        }

        bytes.CopyTo(_partial.AsSpan(_partialLength));
        _partialLength = needed;
    }
}
