using Broker.Runtime.Actor;
using Broker.Runtime.Util;

namespace EngineTests.Sharding;

/// <summary>A reference that only names something.</summary>
public sealed class NamedRef(string node, string name, long uid) : IActorRef
{
    /// <summary>The node it lives on, as a number with its incarnation.</summary>
    public string Node { get; } = node;

    /// <inheritdoc />
    public ActorPath Path { get; } = (new RootActorPath(AddressOf(node)) / name).WithUid(uid);

    /// <summary>The address of a node: its name without the incarnation.</summary>
    public static Address AddressOf(string node) => new("akka.tcp", "sim", node.Split('#')[0], 1);

    /// <inheritdoc />
    public void Tell(object message, IActorRef? sender) => throw new NotSupportedException("It only names something.");

    /// <inheritdoc />
    public bool Equals(IActorRef? other) => other is NamedRef that && that.Node == Node && that.Path.Name == Path.Name && that.Path.Uid == Path.Uid;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as IActorRef);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Node, Path.Name, Path.Uid);

    /// <inheritdoc />
    public int CompareTo(IActorRef? other) => string.CompareOrdinal(ToString(), other?.ToString());

    /// <inheritdoc />
    public int CompareTo(object? obj) => CompareTo(obj as IActorRef);

    /// <inheritdoc />
    public ISurrogate ToSurrogate(ActorSystem system) => throw new NotSupportedException();

    /// <inheritdoc />
    public override string ToString() => $"{Node}/{Path.Name}";
}
