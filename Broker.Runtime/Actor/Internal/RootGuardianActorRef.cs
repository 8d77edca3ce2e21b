using System.Collections.Concurrent;
using Broker.Runtime.Dispatch;

namespace Broker.Runtime.Actor.Internal;

/// <summary>The root of the tree, which also has children that are no actors.</summary>
internal sealed class RootGuardianActorRef(
    ActorSystemImpl system,
    Props props,
    MessageDispatcher dispatcher,
    IInternalActorRef supervisor,
    ActorPath path) : LocalActorRef(system, props, dispatcher, supervisor, path)
{
    private readonly ConcurrentDictionary<string, IInternalActorRef> _extraNames = new();

    public override IInternalActorRef Parent => this;

    public void RegisterExtraName(string name, IInternalActorRef actor) => _extraNames[name] = actor;

    public override IInternalActorRef GetSingleChild(string name) =>
        _extraNames.TryGetValue(name, out var extra) ? extra : base.GetSingleChild(name);
}
