using Broker.Protocol.Publications;

namespace Broker.Protocol.Outbound;

/// <summary>A publication with its bytes in each format that was asked for so far.</summary>
/// <remarks>Not safe for several threads: it lives within one turn of one fan-out point.</remarks>
/// <param name="publication">The publication.</param>
/// <param name="stream">The topic as one whose publications may be dropped; null when they may not.</param>
public sealed class EncodedPublication(Publication publication, LossyStream? stream = null)
{
    private DeliveryFormat? _format;
    private ReadOnlyMemory<byte> _bytes;
    private Dictionary<DeliveryFormat, ReadOnlyMemory<byte>>? _others;
    private Dictionary<DeliveryFormat, LossyFrame>? _lossy;

    /// <summary>What is encoded.</summary>
    public Publication Publication { get; } = publication;

    /// <summary>Offers it to an outbox in a format.</summary>
    public OfferResult OfferTo(Outbox outbox, DeliveryFormat format)
    {
        var bytes = For(format);
        return stream is null ? outbox.Offer(bytes) : outbox.Offer(bytes, LossyFor(format, stream));
    }

    /// <summary>The bytes in a format, encoded the first time it is asked for.</summary>
    public ReadOnlyMemory<byte> For(DeliveryFormat format)
    {
        // Nearly every topic has subscribers of one format only.
        if (ReferenceEquals(_format, format))
        {
            return _bytes;
        }

        if (_format is null)
        {
            _format = format;
            _bytes = format.Encode(Publication);
            return _bytes;
        }

        _others ??= [];
        if (!_others.TryGetValue(format, out var bytes))
        {
            bytes = format.Encode(Publication);
            _others.Add(format, bytes);
        }

        return bytes;
    }

    private LossyFrame LossyFor(DeliveryFormat format, LossyStream stream)
    {
        _lossy ??= [];
        if (!_lossy.TryGetValue(format, out var lossy))
        {
            lossy = new LossyFrame(stream, format, new StreamPosition(Publication.Epoch, Publication.Offset));
            _lossy.Add(format, lossy);
        }

        return lossy;
    }
}
