namespace Broker.Testing.Clients;

/// <summary>Cuts packets out of a stream of bytes that may be split anywhere.</summary>
internal sealed class MqttPacketStream
{
    private byte[] _pending = [];

    /// <summary>Takes more bytes and returns the packets that are complete now.</summary>
    public IReadOnlyList<MqttPacket> Read(ReadOnlyMemory<byte> bytes)
    {
        byte[] all = [.. _pending, .. bytes.Span];
        var packets = new List<MqttPacket>();
        var at = 0;
        while (TryHeader(all, at, out var bodyAt, out var length) && bodyAt + length <= all.Length)
        {
            packets.Add(new MqttPacket(all[at], all.AsMemory(bodyAt, length)));
            at = bodyAt + length;
        }

        _pending = all[at..];
        return packets;
    }

    private static bool TryHeader(byte[] all, int at, out int bodyAt, out int length)
    {
        length = 0;
        bodyAt = at + 1;
        // Section 2.2.3: seven bits a byte, at most four bytes.
        for (var shift = 0; shift <= 21; shift += 7)
        {
            if (bodyAt >= all.Length)
            {
                return false;
            }

            var digit = all[bodyAt++];
            length |= (digit & 127) << shift;
            if (digit < 128)
            {
                return true;
            }
        }

        throw new InvalidDataException("A remaining length of more than four bytes");
    }
}
