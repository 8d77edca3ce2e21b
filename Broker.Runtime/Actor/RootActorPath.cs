namespace Broker.Runtime.Actor;

/// <summary>The root of a system's tree.</summary>
public sealed class RootActorPath(Address address, string name = "") : ActorPath(name, UndefinedUid)
{
    /// <inheritdoc />
    public override Address Address { get; } = address;

    /// <inheritdoc />
    public override ActorPath Parent => this;

    /// <inheritdoc />
    public override int Depth => 0;

    /// <inheritdoc />
    public override string ToStringWithoutAddress() => Name.Length == 0 ? "/" : Name;

    /// <inheritdoc />
    public override ActorPath WithUid(long uid) =>
        uid == UndefinedUid ? this : throw new NotSupportedException("A root path has no uid.");
}
