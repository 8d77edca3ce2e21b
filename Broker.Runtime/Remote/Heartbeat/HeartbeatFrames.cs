using Broker.Runtime.Remote.Wire;

namespace Broker.Runtime.Remote.Heartbeat;

/// <summary>The two frames of the heartbeat lane: a number, sent back as it came.</summary>
internal static class HeartbeatFrames
{
    private const int SequenceField = 1;

    /// <summary>Enough for either frame.</summary>
    public const int MaximumSize = FrameReader.Overhead + 1 + Varint.MaxBytes;

    /// <summary>Writes a frame and returns its size.</summary>
    public static int Write(Span<byte> target, FrameType type, ulong sequence)
    {
        int at = FrameReader.Overhead;
        target[at++] = (byte)FieldWriter.Tag(SequenceField, FieldWriter.VarintKind);
        at += Varint.Write(target[at..], sequence);
        FrameWriter.WriteHead(target, type, at - FrameReader.Overhead);
        return at;
    }

    public static ulong ReadSequence(ReadOnlySpan<byte> body)
    {
        FieldReader fields = new(body);
        ulong sequence = 0;
        while (fields.Read())
        {
            if (fields.Field == SequenceField)
                sequence = fields.Number;
        }

        return sequence;
    }
}
