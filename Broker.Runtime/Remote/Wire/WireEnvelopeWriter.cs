using System.Runtime.CompilerServices;

namespace Broker.Runtime.Remote.Wire;

/// <summary>Writes an <see cref="WireEnvelope"/> with its frame head into a span that is large enough.</summary>
internal static class WireEnvelopeWriter
{
    /// <summary>What a frame can take beside its paths, manifest and payload: the head, eight tags, and the integers.</summary>
    public const int FixedOverhead = FrameReader.Overhead + 8 + 3 + 3 + 5 + 5 + 5 + 5 + 5 + Varint.MaxBytes;

    /// <summary>An upper bound of the frame's size.</summary>
    public static int UpperBound(
        ReadOnlySpan<byte> recipientPath, ReadOnlySpan<byte> senderPath, ReadOnlySpan<byte> manifest, int payloadLength) =>
        FixedOverhead + recipientPath.Length + senderPath.Length + manifest.Length + payloadLength;

    /// <summary>Writes the frame and returns its size; empty spans and <see cref="WireEnvelope.NoSlot"/> are left out.</summary>
    public static int Write(Span<byte> target, FrameType type, in WireEnvelope envelope)
    {
        int at = FrameReader.Overhead;
        if (envelope.RecipientSlot != WireEnvelope.NoSlot)
            at = Number(target, at, WireEnvelope.RecipientSlotField, (ulong)envelope.RecipientSlot);
        if (!envelope.RecipientPath.IsEmpty)
            at = Bytes(target, at, WireEnvelope.RecipientPathField, envelope.RecipientPath);
        if (envelope.SenderSlot != WireEnvelope.NoSlot)
            at = Number(target, at, WireEnvelope.SenderSlotField, (ulong)envelope.SenderSlot);
        if (!envelope.SenderPath.IsEmpty)
            at = Bytes(target, at, WireEnvelope.SenderPathField, envelope.SenderPath);
        at = Number(target, at, WireEnvelope.SerializerField, Varint.ZigZag(envelope.SerializerId));
        if (!envelope.Manifest.IsEmpty)
            at = Bytes(target, at, WireEnvelope.ManifestField, envelope.Manifest);
        if (envelope.Sequence != 0)
            at = Number(target, at, WireEnvelope.SequenceField, (ulong)envelope.Sequence);
        at = Bytes(target, at, WireEnvelope.PayloadField, envelope.Payload);
        FrameWriter.WriteHead(target, type, at - FrameReader.Overhead);
        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Number(Span<byte> target, int at, int field, ulong value)
    {
        target[at++] = (byte)FieldWriter.Tag(field, FieldWriter.VarintKind);
        return at + Varint.Write(target[at..], value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Bytes(Span<byte> target, int at, int field, ReadOnlySpan<byte> value)
    {
        target[at++] = (byte)FieldWriter.Tag(field, FieldWriter.BytesKind);
        at += Varint.Write(target[at..], (ulong)value.Length);
        value.CopyTo(target[at..]);
        return at + value.Length;
    }
}
