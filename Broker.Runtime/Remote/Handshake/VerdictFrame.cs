using System.Buffers;
using Broker.Runtime.Remote.Wire;

namespace Broker.Runtime.Remote.Handshake;

/// <summary>The last frame: welcome (code 0) or refusal, with the accepting node's proof once the other has given its own.</summary>
internal sealed record VerdictFrame(RefusalCode Code, byte[] Proof)
{
    public byte[] ToFrame()
    {
        ArrayBufferWriter<byte> body = new();
        FieldWriter fields = new(body);
        fields.WriteNumber(1, (ulong)Code);
        fields.WriteBytes(2, Proof);
        return FrameWriter.ToArray(FrameType.Verdict, body.WrittenSpan);
    }

    public static VerdictFrame Parse(ReadOnlySpan<byte> body)
    {
        FieldReader fields = new(body);
        RefusalCode code = RefusalCode.None;
        byte[] proof = [];
        while (fields.Read())
        {
            if (fields.Field == 1)
                code = (RefusalCode)fields.Number;
            else if (fields.Field == 2)
                proof = fields.Bytes.ToArray();
        }

        return new VerdictFrame(code, proof);
    }
}
