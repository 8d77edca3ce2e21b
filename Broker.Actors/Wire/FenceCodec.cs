using Broker.Actors.Fencing;
using Broker.Actors.Nodes;

namespace Broker.Actors.Wire;

/// <summary>The fields of what fences say to each other.</summary>
internal static class FenceCodec
{
    public static void Write(FencePing message, ref FieldWriter writer) => Write(message.Node, message.Sequence, ref writer);

    public static void Write(FencePong message, ref FieldWriter writer) => Write(message.Node, message.Sequence, ref writer);

    public static void Write(FenceClosed message, ref FieldWriter writer) => Write(message.Node, 0, ref writer);

    public static (NodeId Node, long Sequence) Read(ReadOnlyMemory<byte> bytes)
    {
        ulong node = 0;
        long sequence = 0;
        var reader = new FieldReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: node = reader.Number; break;
                case 2: sequence = reader.Signed; break;
            }
        }

        return (new NodeId(node), sequence);
    }

    private static void Write(NodeId node, long sequence, ref FieldWriter writer)
    {
        writer.Number(1, node.Value);
        writer.Number(2, sequence);
    }
}
