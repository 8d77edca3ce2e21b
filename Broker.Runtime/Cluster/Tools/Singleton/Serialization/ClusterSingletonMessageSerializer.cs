using System.Buffers;
using System.Runtime.Serialization;
using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Serialization;
using Broker.Runtime.Remote.Wire;
using Broker.Runtime.Serialization;

namespace Broker.Runtime.Cluster.Tools.Singleton.Serialization;

/// <summary>Writes and reads what singleton managers say to each other. Manifests and field numbers are part of the wire.</summary>
public class ClusterSingletonMessageSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private const string HandOverToMe = "A";
    private const string HandOverInProgress = "B";
    private const string HandOverDone = "C";
    private const string TakeOverFromMe = "D";

    /// <inheritdoc />
    public override int Identifier => 14;

    /// <inheritdoc />
    public override string Manifest(object o) => o switch
    {
        SingletonMessage.HandOverToMe => HandOverToMe,
        SingletonMessage.HandOverInProgress => HandOverInProgress,
        SingletonMessage.HandOverDone => HandOverDone,
        SingletonMessage.TakeOverFromMe => TakeOverFromMe,
        _ => throw new SerializationException($"{nameof(ClusterSingletonMessageSerializer)} cannot write {o.GetType()}."),
    };

    /// <inheritdoc />
    public override byte[] ToBinary(object obj)
    {
        var output = new ArrayBufferWriter<byte>();
        new FieldWriter(output).WriteBytes(1, NodeCodec.Write(((SingletonMessage)obj).From));
        return output.WrittenSpan.ToArray();
    }

    /// <inheritdoc />
    public override object FromBinary(byte[] bytes, string manifest)
    {
        UniqueAddress? from = null;
        var fields = new FieldReader(bytes);
        while (fields.Read())
        {
            if (fields.Field == 1)
                from = NodeCodec.Read(fields.Bytes);
        }

        if (from is null)
            throw new SerializationException("A singleton message does not say from whom it is.");
        return manifest switch
        {
            HandOverToMe => new SingletonMessage.HandOverToMe(from),
            HandOverInProgress => new SingletonMessage.HandOverInProgress(from),
            HandOverDone => new SingletonMessage.HandOverDone(from),
            TakeOverFromMe => new SingletonMessage.TakeOverFromMe(from),
            _ => throw new SerializationException($"{nameof(ClusterSingletonMessageSerializer)} does not know manifest '{manifest}'."),
        };
    }
}
