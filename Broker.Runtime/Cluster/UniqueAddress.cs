using System.Globalization;
using Broker.Runtime.Actor;

namespace Broker.Runtime.Cluster;

/// <summary>One incarnation of a node: its address and the random number it drew when it started.</summary>
/// <remarks>A restarted node has the same address and another number, so it is another member.</remarks>
public class UniqueAddress : IComparable<UniqueAddress>, IEquatable<UniqueAddress>, IComparable
{
    /// <summary>Creates the identity of an incarnation.</summary>
    public UniqueAddress(Address address, int uid)
    {
        Address = address;
        Uid = uid;
    }

    /// <summary>Where the node is.</summary>
    public Address Address { get; }

    /// <summary>The number of the incarnation.</summary>
    public int Uid { get; }

    /// <inheritdoc />
    public int CompareTo(UniqueAddress? other)
    {
        if (other is null)
            return 1;
        if (ReferenceEquals(this, other))
            return 0;
        var byAddress = Member.AddressOrdering.Compare(Address, other.Address);
        return byAddress != 0 ? byAddress : Uid.CompareTo(other.Uid);
    }

    /// <inheritdoc />
    public int CompareTo(object? obj) => obj is null or UniqueAddress
        ? CompareTo(obj as UniqueAddress)
        : throw new ArgumentException($"Cannot compare an incarnation with {obj.GetType()}.", nameof(obj));

    /// <inheritdoc />
    public bool Equals(UniqueAddress? other) =>
        ReferenceEquals(this, other) || (other is not null && Uid == other.Uid && Address.Equals(other.Address));

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as UniqueAddress);

    /// <inheritdoc />
    public override int GetHashCode() => Uid;

    /// <summary>Equal by value.</summary>
    public static bool operator ==(UniqueAddress? left, UniqueAddress? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Different by value.</summary>
    public static bool operator !=(UniqueAddress? left, UniqueAddress? right) => !(left == right);

    /// <summary>By address, then by incarnation.</summary>
    public static bool operator <(UniqueAddress? left, UniqueAddress? right) => left is null ? right is not null : left.CompareTo(right) < 0;

    /// <summary>By address, then by incarnation.</summary>
    public static bool operator >(UniqueAddress? left, UniqueAddress? right) => right < left;

    /// <summary>By address, then by incarnation.</summary>
    public static bool operator <=(UniqueAddress? left, UniqueAddress? right) => !(right < left);

    /// <summary>By address, then by incarnation.</summary>
    public static bool operator >=(UniqueAddress? left, UniqueAddress? right) => !(left < right);

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Address}#{Uid}");
}
