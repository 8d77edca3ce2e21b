using System.Collections.Concurrent;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;
using Broker.Protocol.WebSockets;

namespace Broker.Protocol.Outbound;

/// <summary>Another format, compressed by <c>permessage-deflate</c> (RFC 7692).</summary>
/// <remarks>
/// Compression keeps no window between messages, so a publication is compressed once and the bytes are shared by all subscribers whose
/// connections have agreed to it. What is short, or does not get shorter, goes out as it is: each message says whether it is compressed.
/// </remarks>
public sealed class DeflatedFormat : DeliveryFormat
{
    /// <summary>Payloads of frames below this length are not worth it.</summary>
    public const int MinBytes = 128;

    // The bit RSV1 of the first byte marks a compressed message (section 6).
    private const byte Rsv1 = 0x40;

    private static readonly ConcurrentDictionary<DeliveryFormat, DeflatedFormat> All = new();

    private readonly DeliveryFormat _inner;

    private DeflatedFormat(DeliveryFormat inner) => _inner = inner;

    /// <inheritdoc/>
    public override string Name => _inner.Name + "+deflate";

    /// <summary>The compressed form of a format; always the same instance.</summary>
    public static DeflatedFormat Of(DeliveryFormat inner) => All.GetOrAdd(inner, static format => new DeflatedFormat(format));

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Encode(Publication publication) => Compress(_inner.Encode(publication));

    /// <inheritdoc/>
    public override bool TellsResets => _inner.TellsResets;

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte>? EncodeReset(TopicName topic, StreamPosition after) => _inner.EncodeReset(topic, after);

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte>? EncodeReset(TopicFilter filter) => _inner.EncodeReset(filter);

    /// <inheritdoc/>
    public override bool EndsAtGap => _inner.EndsAtGap;

    // A format writes one whole frame for each publication.
    private static ReadOnlyMemory<byte> Compress(ReadOnlyMemory<byte> frame)
    {
        var payload = frame[FrameHeader.LengthOf(frame.Span[1])..];
        if (payload.Length < MinBytes)
        {
            return frame;
        }

        var compressed = MessageDeflate.Compress(payload);
        if (compressed.Length >= payload.Length)
        {
            return frame;
        }

        var shorter = FrameWriter.Frame((Opcode)(frame.Span[0] & 0xF), compressed.Span);
        shorter[0] |= Rsv1;
        return shorter;
    }
}
