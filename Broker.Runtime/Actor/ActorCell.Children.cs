using Broker.Runtime.Actor.Internal;
using Broker.Runtime.Dispatch.SysMsg;

namespace Broker.Runtime.Actor;

/// <content>Children.</content>
public sealed partial class ActorCell
{
    private ActorChildren? _children;

    /// <inheritdoc />
    public IActorRef ActorOf(Props props, string? name = null) => AttachChild(props, isSystemService: false, name);

    /// <inheritdoc />
    public IEnumerable<IActorRef> GetChildren() => _children?.All() ?? [];

    /// <inheritdoc />
    public IActorRef Child(string name) => GetSingleChild(name);

    /// <inheritdoc />
    public void Stop(IActorRef child)
    {
        if (child.Equals(Self))
        {
            Stop();
            return;
        }

        _children?.MarkDying(child);
        ((IInternalActorRef)child).Stop();
    }

    /// <summary>Creates a child; may be called from other threads for the guardians.</summary>
    internal IActorRef AttachChild(Props props, bool isSystemService, string? name)
    {
        ArgumentNullException.ThrowIfNull(props);
        var children = _children ?? CreateChildren();
        if (name is not null)
            CheckName(name);
        else
            name = children.NextName();

        return AttachChild(children, props, isSystemService, new ChildActorPath(Self.Path, name, ActorUid.Next()));
    }

    /// <summary>Creates a guardian, whose path has no uid: it lives as long as its system.</summary>
    internal IActorRef AttachGuardian(Props props, string name) =>
        AttachChild(_children ?? CreateChildren(), props, true, new ChildActorPath(Self.Path, name, ActorPath.UndefinedUid));

    /// <summary>The child with this name, which may carry a uid, or nobody; may be called from other threads.</summary>
    internal IInternalActorRef GetSingleChild(string name)
    {
        var hash = name.IndexOf('#', StringComparison.Ordinal);
        if (hash < 0)
            return _children?.Find(name) ?? ActorRefs.Nobody;
        var child = _children?.Find(name[..hash]);
        return child is not null && long.TryParse(name.AsSpan(hash + 1), global::System.Globalization.CultureInfo.InvariantCulture, out var uid) && uid == child.Path.Uid
            ? child
            : ActorRefs.Nobody;
    }

    private IInternalActorRef AttachChild(ActorChildren children, Props props, bool isSystemService, ActorPath path)
    {
        if (_terminating)
            throw new InvalidOperationException($"Cannot create the child \"{path.Name}\": {Self} is ending or has ended.");
        children.Reserve(path.Name);
        try
        {
            var child = SystemImpl.Provider.ActorOf(SystemImpl, props, Self, path, isSystemService, null, lookupDeploy: true, async: false);
            children.Set(path.Name, child);
            child.Start();
            return child;
        }
        catch
        {
            children.Release(path.Name);
            throw;
        }
    }

    private static void CheckName(string name)
    {
        if (name.Length == 0)
            throw new InvalidActorNameException("The name of an actor must not be empty.");
        if (!ActorPath.IsValidPathElement(name))
            throw new InvalidActorNameException($"\"{name}\" is not a valid actor name: it must not begin with $ and consist of letters, digits and {ActorPath.ValidSymbols} only.");
    }

    private ActorChildren CreateChildren()
    {
        Interlocked.CompareExchange(ref _children, new ActorChildren(), null);
        return _children;
    }

    private void SuspendChildren()
    {
        foreach (var child in _children?.All() ?? [])
            child.Suspend();
    }

    private void ResumeChildren(Exception? cause, IActorRef? perpetrator)
    {
        foreach (var child in _children?.All() ?? [])
            child.Resume(child.Equals(perpetrator) ? cause : null);
    }

    private void ChildTerminated(IActorRef child)
    {
        if (_children?.Remove(child) != true)
            return;
        (Props.SupervisorStrategy ?? _actor?.StrategyForChildren())?.HandleChildTerminated(this, child, _children.Deferred());
        ContinueAfterChildren();
    }

    private void HandleFailed(Failed failed)
    {
        // A failure of an incarnation that has been replaced in the meantime is nobody's business any more.
        if (_children?.Find(failed.Child.Path.Name) is not { } child || child.Path.Uid != failed.Uid)
            return;
        if (_actor is null)
        {
            child.Stop();
            return;
        }

        var strategy = Props.SupervisorStrategy ?? _actor.StrategyForChildren();
        if (!strategy.HandleFailure(this, child, failed.Cause, _children.StatsOf(child), new LazyChildStats(_children)))
        {
            _perpetrator = child;
            global::System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failed.Cause);
        }
    }
}
