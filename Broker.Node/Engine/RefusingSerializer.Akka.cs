namespace Broker.Node.Engine;

/// <summary>Stands in for the serializer that would write any object and create any type: it does neither.</summary>
internal sealed class RefusingSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    // Below 100 are Akka.NET's own.
    public override int Identifier => 2199;

    public override byte[] ToBinary(object obj) => throw Refused(obj.GetType().ToString());

    public override object FromBinary(byte[] bytes, string manifest) => throw Refused(manifest);

    public override string Manifest(object o) => throw Refused(o.GetType().ToString());

    private static NotSupportedException Refused(string type) => new($"Messages of type {type} do not leave their node: no serializer is registered for them.");
}
