using Broker.Protocol.Outbound;
using Broker.Protocol.Publications;
using Broker.Protocol.WebSockets;

namespace Broker.Protocol.Plain;

/// <summary>The bare format: one frame with the payload as it is; text and JSON as text, the rest as binary.</summary>
public sealed class PlainFormat : DeliveryFormat
{
    /// <summary>The only instance.</summary>
    public static readonly PlainFormat Instance = new();

    private PlainFormat()
    {
    }

    /// <inheritdoc/>
    public override string Name => "plain";

    /// <summary>True: a bare frame carries no offset, so only the end of the connection can tell of a gap.</summary>
    public override bool EndsAtGap => true;

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Encode(Publication publication)
    {
        var opcode = publication.Payload.Kind == PayloadKind.Binary ? Opcode.Binary : Opcode.Text;
        return FrameWriter.Frame(opcode, publication.Payload.Bytes.Span);
    }
}
