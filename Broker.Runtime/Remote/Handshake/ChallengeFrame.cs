using System.Buffers;
using Broker.Runtime.Remote.Wire;

namespace Broker.Runtime.Remote.Handshake;

/// <summary>The answer of the accepting node: who it is and what the other must prove.</summary>
internal sealed record ChallengeFrame(int Version, PeerIdentity From, byte[] Nonce)
{
    public byte[] ToBody()
    {
        ArrayBufferWriter<byte> body = new();
        FieldWriter fields = new(body);
        fields.WriteNumber(1, (ulong)Version);
        fields.WriteString(2, From.System);
        fields.WriteString(3, From.Address);
        fields.WriteSigned(4, From.Uid);
        fields.WriteBytes(5, Nonce);
        return body.WrittenSpan.ToArray();
    }

    /// <exception cref="WireException">It is malformed.</exception>
    public static ChallengeFrame Parse(ReadOnlySpan<byte> body)
    {
        FieldReader fields = new(body);
        int version = 0, uid = 0;
        string system = "", from = "";
        byte[] nonce = [];
        while (fields.Read())
        {
            switch (fields.Field)
            {
                case 1: version = (int)fields.Number; break;
                case 2: system = fields.Text; break;
                case 3: from = fields.Text; break;
                case 4: uid = (int)fields.Signed; break;
                case 5: nonce = HandshakeProof.CheckNonce(fields.Bytes); break;
            }
        }

        if (nonce.Length == 0)
            throw new WireException("The challenge has no nonce.");
        return new ChallengeFrame(version, new PeerIdentity(system, from, uid), nonce);
    }
}
