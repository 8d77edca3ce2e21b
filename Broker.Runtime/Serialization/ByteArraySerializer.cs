using System.Buffers;
using System.Runtime.Serialization;
using Broker.Runtime.Actor;

namespace Broker.Runtime.Serialization;

/// <summary>Byte arrays as they are.</summary>
public class ByteArraySerializer(ExtendedActorSystem system) : Serializer(system), IBufferSerializer
{
    /// <inheritdoc />
    public override int Identifier => SerializerIds.ByteArray;

    /// <inheritdoc />
    public override bool IncludeManifest => false;

    /// <inheritdoc />
    public override byte[] ToBinary(object obj) =>
        obj as byte[] ?? throw new SerializationException($"{nameof(ByteArraySerializer)} cannot write {obj?.GetType()}.");

    /// <inheritdoc />
    public override object FromBinary(byte[] bytes, Type? type) => bytes;

    void IBufferSerializer.Write(object message, IBufferWriter<byte> output) => output.Write(ToBinary(message));

    object IBufferSerializer.Read(ReadOnlySpan<byte> bytes, string manifest) => bytes.ToArray();
}
