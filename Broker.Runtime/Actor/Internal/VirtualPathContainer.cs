using System.Collections.Concurrent;

namespace Broker.Runtime.Actor.Internal;

/// <summary>The parent of references without actors, such as those of an Ask.</summary>
internal sealed class VirtualPathContainer(IActorRefProvider provider, ActorPath path, IInternalActorRef parent) : MinimalActorRef
{
    private readonly ConcurrentDictionary<string, IInternalActorRef> _children = new();

    public override ActorPath Path => path;

    public override IActorRefProvider Provider => provider;

    public override IInternalActorRef Parent => parent;

    public void AddChild(string name, IInternalActorRef actor) => _children[name] = actor;

    public void RemoveChild(string name) => _children.TryRemove(name, out _);

    public override IActorRef GetChild(IReadOnlyList<string> name)
    {
        if (name.Count == 0)
            return this;
        var first = name[0];
        var hash = first.IndexOf('#', StringComparison.Ordinal);
        if (!_children.TryGetValue(hash < 0 ? first : first[..hash], out var child))
            return ActorRefs.Nobody;
        return name.Count == 1 ? child : child.GetChild(name.Skip(1).ToArray());
    }
}
