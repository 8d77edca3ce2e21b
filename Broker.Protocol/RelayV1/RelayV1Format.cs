using Broker.Protocol.Outbound;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Protocol.RelayV1;

/// <summary>The format of <c>relay.v1</c>: a JSON object for each publication, with its place in the stream.</summary>
public sealed class RelayV1Format : DeliveryFormat
{
    /// <summary>The only instance.</summary>
    public static readonly RelayV1Format Instance = new();

    // The names of the members, epoch, offset and time: no delivery has more beside its topic and its payload.
    private const int Envelope = 128;

    private RelayV1Format()
    {
    }

    /// <inheritdoc/>
    public override string Name => "relay.v1";

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Encode(Publication publication)
    {
        var topic = publication.Topic.Utf8.Span;
        var frame = new JsonFrame(Envelope + topic.Length + Length(publication.Payload));
        frame.Raw("{\"topic\":"u8);
        frame.String(topic);
        frame.Raw(",\"epoch\":\""u8);
        frame.Hex(publication.Epoch.Value);
        frame.Raw("\","u8);
        WriteContent(ref frame, publication);
        frame.Raw("}"u8);
        return frame.End();
    }

    /// <inheritdoc/>
    public override bool TellsResets => true;

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte>? EncodeReset(TopicName topic, StreamPosition after) => RelayAnswers.Reset(topic, after);

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte>? EncodeReset(TopicFilter filter) => RelayAnswers.Reset(filter);

    /// <summary>The members that a delivery and an entry of a history share: offset, time and payload.</summary>
    internal static void WriteContent(ref JsonFrame frame, Publication publication)
    {
        frame.Raw("\"offset\":"u8);
        frame.Number(publication.Offset.Value);
        frame.Raw(",\"time\":"u8);
        frame.Number(publication.TimeMs);
        var bytes = publication.Payload.Bytes.Span;
        switch (publication.Payload.Kind)
        {
            case PayloadKind.Json:
                frame.Raw(",\"body\":"u8);
                frame.Raw(bytes);
                break;
            case PayloadKind.Text:
                frame.Raw(",\"text\":"u8);
                frame.String(bytes);
                break;
            default:
                frame.Raw(",\"base64\":"u8);
                frame.Base64String(bytes);
                break;
        }
    }

    private static int Length(in Payload payload) => payload.Kind == PayloadKind.Binary ? (payload.Length * 4 / 3) + 4 : payload.Length;
}
