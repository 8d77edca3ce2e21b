using System.Buffers;
using Broker.Runtime.Remote.Wire;

namespace Broker.Runtime.Remote.Handshake;

/// <summary>The connecting node's proof that it knows the secret.</summary>
internal static class ProofFrame
{
    public static byte[] ToFrame(byte[] proof)
    {
        ArrayBufferWriter<byte> body = new();
        new FieldWriter(body).WriteBytes(1, proof);
        return FrameWriter.ToArray(FrameType.Proof, body.WrittenSpan);
    }

    public static byte[] Parse(ReadOnlySpan<byte> body)
    {
        FieldReader fields = new(body);
        byte[] proof = [];
        while (fields.Read())
        {
            if (fields.Field == 1)
                proof = fields.Bytes.ToArray();
        }

        return proof;
    }
}
