using System.Buffers;
using Broker.Runtime.Remote.Wire;

namespace Broker.Runtime.Remote.Handshake;

/// <summary>The first frame, from the connecting node.</summary>
internal sealed record HelloFrame(int MinVersion, int MaxVersion, PeerIdentity From, string To, Lane Lane, byte[] Nonce)
{
    /// <summary>"ARLY": the first field of the first frame.</summary>
    public const ulong Magic = 0x41524C59;

    public byte[] ToBody()
    {
        ArrayBufferWriter<byte> body = new();
        FieldWriter fields = new(body);
        fields.WriteNumber(1, Magic);
        fields.WriteNumber(2, (ulong)MinVersion);
        fields.WriteNumber(3, (ulong)MaxVersion);
        fields.WriteString(4, From.System);
        fields.WriteString(5, From.Address);
        fields.WriteSigned(6, From.Uid);
        fields.WriteString(7, To);
        fields.WriteNumber(8, (ulong)Lane);
        fields.WriteBytes(9, Nonce);
        return body.WrittenSpan.ToArray();
    }

    /// <exception cref="WireException">It is not a greeting of this protocol.</exception>
    public static HelloFrame Parse(ReadOnlySpan<byte> body)
    {
        FieldReader fields = new(body);
        ulong magic = 0;
        int min = 0, max = 0, uid = 0;
        string system = "", from = "", to = "";
        Lane lane = default;
        byte[] nonce = [];
        while (fields.Read())
        {
            switch (fields.Field)
            {
                case 1: magic = fields.Number; break;
                case 2: min = (int)fields.Number; break;
                case 3: max = (int)fields.Number; break;
                case 4: system = fields.Text; break;
                case 5: from = fields.Text; break;
                case 6: uid = (int)fields.Signed; break;
                case 7: to = fields.Text; break;
                case 8: lane = (Lane)fields.Number; break;
                case 9: nonce = HandshakeProof.CheckNonce(fields.Bytes); break;
            }
        }

        if (magic != Magic)
            throw new WireException("The peer does not speak this protocol.");
        if (nonce.Length == 0 || lane is < Lane.Control or > Lane.Heartbeat)
            throw new WireException("The greeting has no nonce or no known lane.");
        return new HelloFrame(min, max, new PeerIdentity(system, from, uid), to, lane, nonce);
    }
}
