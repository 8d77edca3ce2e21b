namespace Broker.Runtime.Remote.Wire;

/// <summary>One message on its way to an actor: the body of <see cref="FrameType.Message"/> and <see cref="FrameType.SystemMessage"/>.</summary>
/// <remarks>
/// A path with a slot defines the slot for the rest of the connection, a slot alone refers to its last definition, and a
/// path alone leaves the table as it is. The spans point into the receive buffer.
/// </remarks>
internal ref struct WireEnvelope
{
    public const int RecipientSlotField = 1;
    public const int RecipientPathField = 2;
    public const int SenderSlotField = 3;
    public const int SenderPathField = 4;
    public const int SerializerField = 5;
    public const int ManifestField = 6;
    public const int PayloadField = 7;
    public const int SequenceField = 8;

    /// <summary>Slots are below this on every connection: 4,096 recipients and as many senders.</summary>
    public const int SlotCount = 4096;

    /// <summary>The longest path in bytes. With the number of slots it bounds what a connection's tables can take.</summary>
    public const int LongestPath = 2048;

    /// <summary>The longest manifest in bytes.</summary>
    public const int LongestManifest = 256;

    /// <summary>The value of a slot that is not given.</summary>
    public const int NoSlot = -1;

    public int RecipientSlot;
    public int SenderSlot;
    public ReadOnlySpan<byte> RecipientPath;
    public ReadOnlySpan<byte> SenderPath;
    public int SerializerId;
    public ReadOnlySpan<byte> Manifest;
    public ReadOnlySpan<byte> Payload;
    public long Sequence;

    /// <exception cref="WireException">The body is malformed, names a slot out of range, or has no recipient.</exception>
    public static WireEnvelope Parse(ReadOnlySpan<byte> body)
    {
        WireEnvelope envelope = default;
        envelope.RecipientSlot = NoSlot;
        envelope.SenderSlot = NoSlot;
        FieldReader reader = new(body);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case RecipientSlotField:
                    envelope.RecipientSlot = CheckSlot(reader.Number);
                    break;
                case RecipientPathField:
                    envelope.RecipientPath = reader.Bytes;
                    break;
                case SenderSlotField:
                    envelope.SenderSlot = CheckSlot(reader.Number);
                    break;
                case SenderPathField:
                    envelope.SenderPath = reader.Bytes;
                    break;
                case SerializerField:
                    envelope.SerializerId = (int)reader.Signed;
                    break;
                case ManifestField:
                    envelope.Manifest = reader.Bytes;
                    break;
                case PayloadField:
                    envelope.Payload = reader.Bytes;
                    break;
                case SequenceField:
                    envelope.Sequence = (long)reader.Number;
                    break;
            }
        }

        if (envelope.RecipientSlot == NoSlot && envelope.RecipientPath.IsEmpty)
            throw new WireException("A message has no recipient.");
        if (Math.Max(envelope.RecipientPath.Length, envelope.SenderPath.Length) > LongestPath || envelope.Manifest.Length > LongestManifest)
            throw new WireException($"A path is longer than {LongestPath} bytes, or a manifest than {LongestManifest}.");
        return envelope;
    }

    private static int CheckSlot(ulong slot)
    {
        if (slot >= SlotCount)
            throw new WireException($"Slot {slot} is out of range.");
        return (int)slot;
    }
}
