using System.Buffers;
using Broker.Runtime.Remote.Wire;

namespace Broker.Runtime.Serialization;

/// <summary>A message inside another one, with its own serializer: 1 identifier, 2 manifest, 3 bytes.</summary>
internal static class NestedMessage
{
    private const int IdentifierField = 1;
    private const int ManifestField = 2;
    private const int BytesField = 3;

    /// <summary>The three fields as one block; null is an empty block.</summary>
    public static byte[] ToBytes(Serialization serialization, object? message)
    {
        if (message is null)
            return [];
        Serializer serializer = serialization.FindSerializerFor(message);
        ArrayBufferWriter<byte> output = new();
        FieldWriter fields = new(output);
        fields.WriteSigned(IdentifierField, serializer.Identifier);
        string manifest = Serialization.ManifestFor(serializer, message);
        if (manifest.Length > 0)
            fields.WriteString(ManifestField, manifest);
        fields.WriteBytes(BytesField, serializer.ToBinary(message));
        return output.WrittenSpan.ToArray();
    }

    /// <summary>The message of a block.</summary>
    public static object? FromBytes(Serialization serialization, ReadOnlySpan<byte> block)
    {
        if (block.IsEmpty)
            return null;
        FieldReader fields = new(block);
        int identifier = 0;
        string manifest = "";
        byte[] bytes = [];
        while (fields.Read())
        {
            switch (fields.Field)
            {
                case IdentifierField:
                    identifier = (int)fields.Signed;
                    break;
                case ManifestField:
                    manifest = fields.Text;
                    break;
                case BytesField:
                    bytes = fields.Bytes.ToArray();
                    break;
            }
        }

        return serialization.Deserialize(bytes, identifier, manifest);
    }
}
