using System.Buffers;
using System.Runtime.Serialization;
using Broker.Runtime.Actor;
using Broker.Runtime.Remote.Wire;

namespace Broker.Runtime.Cluster.Serialization;

/// <summary>Incarnations as numbered fields.</summary>
internal static class NodeCodec
{
    public static byte[] Write(UniqueAddress node)
    {
        var output = new ArrayBufferWriter<byte>();
        var fields = new FieldWriter(output);
        fields.WriteString(1, node.Address.ToString());
        fields.WriteSigned(2, node.Uid);
        return output.WrittenSpan.ToArray();
    }

    public static UniqueAddress Read(ReadOnlySpan<byte> bytes)
    {
        Address? address = null;
        var uid = 0;
        var fields = new FieldReader(bytes);
        while (fields.Read())
        {
            if (fields.Field == 1)
                address = ReadAddress(fields.Text);
            else if (fields.Field == 2)
                uid = checked((int)fields.Signed);
        }

        return new UniqueAddress(address ?? throw new SerializationException("A node has no address."), uid);
    }

    public static Address ReadAddress(string text) => Address.TryParse(text, out var address) && address.HasGlobalScope
        ? address
        : throw new SerializationException($"\"{text}\" is not the address of a node.");
}
