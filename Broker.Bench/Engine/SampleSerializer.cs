using System.Buffers.Binary;
using Broker.Runtime.Actor;
using Broker.Runtime.Serialization;

namespace Broker.Bench.Engine;

/// <summary>Written the way Akka.NET's API offers it: from and to arrays.</summary>
internal sealed class SampleSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => 9001;

    public override string Manifest(object o) => "S";

    public override byte[] ToBinary(object obj)
    {
        byte[] bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, ((Sample)obj).Number);
        return bytes;
    }

    public override object FromBinary(byte[] bytes, string manifest) => new Sample(BinaryPrimitives.ReadInt64LittleEndian(bytes));
}
