using System.Runtime.Serialization;
using Broker.Runtime.Actor;

namespace Broker.Runtime.Serialization;

/// <summary>A serializer that names the types of its messages itself, so that no type name goes over the wire.</summary>
public abstract class SerializerWithStringManifest : Serializer
{
    /// <summary>Creates the serializer for one system.</summary>
    protected SerializerWithStringManifest(ExtendedActorSystem system)
        : base(system)
    {
    }

    /// <inheritdoc />
    public sealed override bool IncludeManifest => true;

    /// <summary>Not supported: a type says nothing here.</summary>
    public sealed override object FromBinary(byte[] bytes, Type? type) =>
        throw new SerializationException($"{GetType().Name} reads messages by manifest, not by type.");

    /// <summary>The message of some bytes.</summary>
    public abstract object FromBinary(byte[] bytes, string manifest);

    /// <summary>The name of a message's type, the same on all nodes; short, since it goes with every message.</summary>
    public abstract string Manifest(object o);
}
