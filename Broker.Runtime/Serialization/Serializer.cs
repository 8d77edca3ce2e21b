using System.Globalization;
using Broker.Runtime.Actor;

namespace Broker.Runtime.Serialization;

/// <summary>Turns messages of certain types into bytes and back.</summary>
/// <remarks>Used by many threads at once.</remarks>
public abstract class Serializer
{
    /// <summary>The system the serializer belongs to.</summary>
    protected readonly ExtendedActorSystem system;

    /// <summary>Creates the serializer for one system.</summary>
    protected Serializer(ExtendedActorSystem system) => this.system = system;

    /// <summary>The number that names the serializer on the wire; the same on all nodes.</summary>
    /// <remarks>Unless overridden it is read from <c>akka.actor.serialization-identifiers</c>.</remarks>
    public virtual int Identifier => SerializerIdentifierHelper.GetSerializerIdentifierFromConfig(GetType(), system);

    /// <summary>Whether the type of a message goes along with its bytes.</summary>
    public abstract bool IncludeManifest { get; }

    /// <summary>The bytes of a message.</summary>
    public abstract byte[] ToBinary(object obj);

    /// <summary>The message of some bytes.</summary>
    public abstract object FromBinary(byte[] bytes, Type? type);

    /// <summary>The message of some bytes.</summary>
    public T FromBinary<T>(byte[] bytes) => (T)FromBinary(bytes, typeof(T));

    /// <summary>The bytes of a message.</summary>
    /// <remarks>References are always written with the address of the system they belong to, so <paramref name="address"/> changes nothing.</remarks>
    public byte[] ToBinaryWithAddress(Address address, object obj) => ToBinary(obj);

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{GetType().Name} ({Identifier})");
}
