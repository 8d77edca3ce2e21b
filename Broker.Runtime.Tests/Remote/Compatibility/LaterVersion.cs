using Broker.Runtime.Remote.Wire;
using Broker.Runtime.Serialization;

namespace EngineTests.Remote.Compatibility;

/// <summary>Makes of a frame what a later version would send: known things with more fields, and things nobody knows yet in between.</summary>
internal static class LaterVersion
{
    private static readonly byte[] MoreFields = Convert.FromHexString("D00509" + "D20503FFFFFF");

    public static IEnumerable<byte[]> Rewrite(byte[] frame)
    {
        FrameType type = (FrameType)frame[FrameReader.LengthBytes];
        byte[] body = frame[FrameReader.Overhead..];
        switch (type)
        {
            case <= FrameType.Verdict:
                // Frames of the handshake are covered by its proof and agree on the version first.
                return [frame];
            case FrameType.Message:
                return [Message(body), FrameWriter.ToArray((FrameType)200, [1, 2, 3]), UnknownMessage(body)];
            case FrameType.SystemMessage:
                return [Message(body, type)];
            default:
                return [FrameWriter.ToArray(type, [.. MoreFields, .. body, .. MoreFields])];
        }
    }

    private static byte[] Message(byte[] body, FrameType type = FrameType.Message)
    {
        WireEnvelope envelope = WireEnvelope.Parse(body);
        if (envelope.SerializerId is not (SerializerIds.ByteArray or SerializerIds.Primitive))
            envelope.Payload = (byte[])[.. MoreFields, .. envelope.Payload, .. MoreFields];
        byte[] written = Write(type, envelope);
        return FrameWriter.ToArray(type, [.. MoreFields, .. written[FrameReader.Overhead..], .. MoreFields]);
    }

    /// <summary>To the same actor, with a manifest that no node has yet.</summary>
    private static byte[] UnknownMessage(byte[] body)
    {
        WireEnvelope envelope = WireEnvelope.Parse(body);
        envelope.Manifest = "NEW"u8;
        return Write(FrameType.Message, envelope);
    }

    private static byte[] Write(FrameType type, in WireEnvelope envelope)
    {
        byte[] frame = new byte[WireEnvelopeWriter.UpperBound(envelope.RecipientPath, envelope.SenderPath, envelope.Manifest, envelope.Payload.Length)];
        return frame[..WireEnvelopeWriter.Write(frame, type, envelope)];
    }
}
