using Broker.Protocol.Publications;

namespace Broker.Protocol.Outbound;

/// <summary>What an outbox has to know of a publication that may be dropped: one for each publication and format, shared by all subscribers.</summary>
/// <param name="stream">Where it belongs.</param>
/// <param name="format">The format it is written in.</param>
/// <param name="position">Its place in the stream.</param>
public sealed class LossyFrame(LossyStream stream, DeliveryFormat format, StreamPosition position)
{
    /// <summary>Where it belongs.</summary>
    public LossyStream Stream { get; } = stream;

    /// <summary>Whether a client of this format can be told that it is gone.</summary>
    public bool CanBeTold => format.TellsResets;

    /// <summary>Complete frames that say so of this one and those before it; empty when the format can't.</summary>
    public ReadOnlyMemory<byte> EncodeLoss() => format.EncodeReset(Stream.Topic, position) ?? default;
}
