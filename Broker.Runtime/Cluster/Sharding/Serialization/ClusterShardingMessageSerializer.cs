using System.Buffers;
using System.Runtime.Serialization;
using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Sharding.Protocol;
using Broker.Runtime.Remote.Wire;
using Broker.Runtime.Serialization;

namespace Broker.Runtime.Cluster.Sharding.Serialization;

/// <summary>The messages of sharding as numbered fields; docs/wire.md lists them.</summary>
public class ClusterShardingMessageSerializer : SerializerWithStringManifest
{
    private readonly ControlMessageFormat _control;
    private readonly QueryFormat _queries;

    /// <summary>Creates the serializer of a system.</summary>
    public ClusterShardingMessageSerializer(ExtendedActorSystem system)
        : base(system)
    {
        _control = new ControlMessageFormat(system.Provider.ResolveActorRef);
        _queries = new QueryFormat(system);
    }

    /// <inheritdoc />
    public override int Identifier => SerializerIds.ClusterSharding;

    /// <summary>The types this serializer is for.</summary>
    internal static Type[] Types { get; } =
        [typeof(IShardingControl), typeof(HandOffBarrier), typeof(IClusterShardingSerializable)];

    /// <inheritdoc />
    public override string Manifest(object o) => ControlMessageFormat.Manifest(o) ?? QueryFormat.Manifest(o) ?? throw Unknown(o);

    /// <inheritdoc />
    public override byte[] ToBinary(object obj)
    {
        ArrayBufferWriter<byte> output = new();
        FieldWriter fields = new(output);
        if (!_control.TryWrite(obj, fields) && !_queries.TryWrite(obj, fields))
            throw Unknown(obj);
        return output.WrittenSpan.ToArray();
    }

    /// <inheritdoc />
    public override object FromBinary(byte[] bytes, string manifest) =>
        _control.TryRead(manifest, bytes) ?? _queries.TryRead(manifest, bytes) ??
        throw new SerializationException($"{nameof(ClusterShardingMessageSerializer)} does not know manifest '{manifest}'.");

    private static SerializationException Unknown(object o) =>
        new($"{nameof(ClusterShardingMessageSerializer)} cannot write {o.GetType()}.");
}
