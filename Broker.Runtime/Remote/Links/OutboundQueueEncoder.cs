using System.Runtime.CompilerServices;
using System.Text;
using Broker.Runtime.Actor;
using Broker.Runtime.Remote.Wire;

namespace Broker.Runtime.Remote.Links;

/// <summary>Writes messages as frames into a link's queue, with paths replaced by slots where they repeat.</summary>
/// <remarks>One of the hot files of remoting. Not thread-safe: used under the link's lock.</remarks>
internal sealed class OutboundQueueEncoder(OutboundQueue queue, Address self, int maximumFrameSize)
{
    private readonly SlotTable _recipients = new(WireEnvelope.SlotCount);
    private readonly SlotTable _senders = new(WireEnvelope.SlotCount);
    private readonly byte[] _manifest = new byte[WireEnvelope.LongestManifest];

    /// <summary>Forgets the slots: the next connection starts with an empty table.</summary>
    public void Restart()
    {
        _recipients.Clear();
        _senders.Clear();
    }

    public EnqueueResult Encode(RemoteActorRef recipient, IActorRef? sender, int serializerId, string manifest, ReadOnlySpan<byte> payload)
    {
        if (!Encoding.UTF8.TryGetBytes(manifest, _manifest, out int manifestBytes) || recipient.WirePath.Length > WireEnvelope.LongestPath)
            return EnqueueResult.TooLarge;

        // Bounds are checked before slots are taken: a refused message must not leave a slot the receiver never saw.
        int bound = WireEnvelopeWriter.FixedOverhead + recipient.WirePath.Length + manifestBytes + payload.Length;
        if (bound > maximumFrameSize)
            return EnqueueResult.TooLarge;
        WireEnvelope envelope = default;
        envelope.RecipientSlot = WireEnvelope.NoSlot;
        envelope.SenderSlot = WireEnvelope.NoSlot;
        envelope.SerializerId = serializerId;
        envelope.Manifest = _manifest.AsSpan(0, manifestBytes);
        envelope.Payload = payload;
        if (!queue.TryReserve(bound, out Span<byte> target))
            return EnqueueResult.Full;
        if (!TrySetSender(ref envelope, sender, bound, ref target))
            return EnqueueResult.TooLarge;
        SetRecipient(ref envelope, recipient);
        queue.Commit(WireEnvelopeWriter.Write(target, FrameType.Message, envelope));
        return EnqueueResult.Queued;
    }

    /// <summary>A frame of <see cref="FrameType.SystemMessage"/>, with full paths since it may be sent over several connections.</summary>
    public static byte[] EncodeSystem(RemoteActorRef recipient, long sequence, int serializerId, string manifest, ReadOnlySpan<byte> payload)
    {
        WireEnvelope envelope = default;
        envelope.RecipientSlot = WireEnvelope.NoSlot;
        envelope.SenderSlot = WireEnvelope.NoSlot;
        envelope.RecipientPath = recipient.WirePath;
        envelope.SerializerId = serializerId;
        envelope.Manifest = Encoding.UTF8.GetBytes(manifest);
        envelope.Payload = payload;
        envelope.Sequence = sequence;
        byte[] frame = new byte[WireEnvelopeWriter.UpperBound(envelope.RecipientPath, [], envelope.Manifest, payload.Length)];
        int size = WireEnvelopeWriter.Write(frame, FrameType.SystemMessage, envelope);
        return frame[..size];
    }

    /// <summary>Appends a frame that is ready, past the limits.</summary>
    public void Append(ReadOnlySpan<byte> frame)
    {
        frame.CopyTo(queue.Reserve(frame.Length));
        queue.Commit(frame.Length);
    }

    private void SetRecipient(ref WireEnvelope envelope, RemoteActorRef recipient)
    {
        if (WirePaths.IsTemporary(recipient.Path))
        {
            envelope.RecipientPath = recipient.WirePath;
            return;
        }

        envelope.RecipientSlot = _recipients.Find(recipient.Path, recipient.GetHashCode(), out bool isNew);
        if (isNew)
            envelope.RecipientPath = recipient.WirePath;
    }

    private bool TrySetSender(ref WireEnvelope envelope, IActorRef? sender, int bound, ref Span<byte> target)
    {
        if (sender is null || sender is Nobody)
            return true;
        ActorPath senderPath = sender.Path;
        int hash = sender is RemoteActorRef ? sender.GetHashCode() : RuntimeHelpers.GetHashCode(senderPath);
        if (_senders.Contains(senderPath, hash, out int slot))
        {
            envelope.SenderSlot = slot;
            return true;
        }

        byte[] path = Encoding.UTF8.GetBytes(WirePaths.OfSender(senderPath, self));
        if (path.Length > WireEnvelope.LongestPath || bound + path.Length > maximumFrameSize)
            return false;
        target = queue.Reserve(bound + path.Length);
        envelope.SenderPath = path;
        if (!WirePaths.IsTemporary(senderPath))
            envelope.SenderSlot = _senders.Find(senderPath, hash, out _);
        return true;
    }
}
