using Broker.Protocol.Publications;

namespace Broker.Protocol.Outbound;

/// <summary>A publication with its bytes in each format that was asked for so far.</summary>
/// <remarks>Not safe for several threads: it lives within one turn of one fan-out point.</remarks>
public sealed class EncodedPublication(Publication publication)
{
    private DeliveryFormat? _format;
    private ReadOnlyMemory<byte> _bytes;
    private Dictionary<DeliveryFormat, ReadOnlyMemory<byte>>? _others;

    /// <summary>What is encoded.</summary>
    public Publication Publication { get; } = publication;

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
}
