using Broker.Runtime.Actor;

namespace Broker.Runtime.Serialization;

/// <summary>What a serializer needs to write references: the system and the address others know it by.</summary>
public sealed class Information(Address address, ActorSystem system) : IEquatable<Information>
{
    /// <summary>The address for references of this system.</summary>
    public Address Address { get; } = address;

    /// <summary>The system.</summary>
    public ActorSystem System { get; } = system;

    /// <inheritdoc />
    public bool Equals(Information? other) => other is not null && Address.Equals(other.Address) && ReferenceEquals(System, other.System);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Information);

    /// <inheritdoc />
    public override int GetHashCode() => Address.GetHashCode();
}
