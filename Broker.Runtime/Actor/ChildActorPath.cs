namespace Broker.Runtime.Actor;

/// <summary>A path below another.</summary>
public sealed class ChildActorPath : ActorPath
{
    /// <summary>Creates the path of <paramref name="name"/> below <paramref name="parentPath"/>.</summary>
    public ChildActorPath(ActorPath parentPath, string name, long uid)
        : base(name, uid)
    {
        Parent = parentPath;
        Depth = parentPath.Depth + 1;
    }

    /// <inheritdoc />
    public override ActorPath Parent { get; }

    /// <inheritdoc />
    public override int Depth { get; }

    /// <inheritdoc />
    public override Address Address
    {
        get
        {
            var path = Parent;
            while (path.Depth > 0)
                path = path.Parent;
            return path.Address;
        }
    }

    /// <inheritdoc />
    public override ActorPath WithUid(long uid) => uid == Uid ? this : new ChildActorPath(Parent, Name, uid);
}
