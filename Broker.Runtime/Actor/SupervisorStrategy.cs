using Broker.Runtime.Actor.Internal;
using Broker.Runtime.Event;

namespace Broker.Runtime.Actor;

/// <summary>What an actor does when one of its children fails.</summary>
public abstract class SupervisorStrategy
{
    /// <summary>Stops a child that could not start, was killed or broke a death pact; restarts any other.</summary>
    public static readonly IDecider DefaultDecider = Actor.Decider.From(
        Directive.Restart,
        Directive.Stop.When<ActorInitializationException>(),
        Directive.Stop.When<ActorKilledException>(),
        Directive.Stop.When<DeathPactException>());

    /// <summary>One for one with <see cref="DefaultDecider"/> and without limit of restarts.</summary>
    public static readonly SupervisorStrategy DefaultStrategy = new OneForOneStrategy(DefaultDecider);

    /// <summary>One for one that stops whatever fails.</summary>
    public static readonly OneForOneStrategy StoppingStrategy = new(static _ => Directive.Stop);

    /// <summary>Decides by the exception.</summary>
    public abstract IDecider Decider { get; }

    /// <summary>Whether failures are logged.</summary>
    protected bool LoggingEnabled { get; set; } = true;

    /// <summary>The decision for a child.</summary>
    protected abstract Directive Handle(IActorRef child, Exception exception);

    /// <summary>Restarts or stops what the strategy covers.</summary>
    public abstract void ProcessFailure(
        IActorContext context,
        bool restart,
        IActorRef child,
        Exception cause,
        ChildRestartStats stats,
        IReadOnlyCollection<ChildRestartStats> children);

    /// <summary>Called when a child has ended.</summary>
    public abstract void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children);

    /// <summary>Handles a child's failure; false when it has to go up to the next supervisor.</summary>
    public bool HandleFailure(
        ActorCell actorCell,
        IActorRef child,
        Exception cause,
        ChildRestartStats stats,
        IReadOnlyCollection<ChildRestartStats> children)
    {
        var directive = Handle(child, cause);
        switch (directive)
        {
            case Directive.Resume:
                LogFailure(actorCell, child, cause, directive);
                ResumeChild(child, cause);
                return true;
            case Directive.Restart:
                LogFailure(actorCell, child, cause, directive);
                ProcessFailure(actorCell, true, child, cause, stats, children);
                return true;
            case Directive.Stop:
                LogFailure(actorCell, child, cause, directive);
                ProcessFailure(actorCell, false, child, cause, stats, children);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Writes the failure to the log.</summary>
    protected virtual void LogFailure(IActorContext context, IActorRef child, Exception cause, Directive directive)
    {
        if (!LoggingEnabled)
            return;
        var source = child.Path.ToString();
        var bus = context.System.EventStream;
        if (directive == Directive.Resume)
            bus.Publish(new Warning(source, GetType(), cause.Message));
        else
            bus.Publish(new Error(cause, source, GetType(), cause is ActorInitializationException && cause.InnerException is { } inner ? inner.Message : cause.Message));
    }

    /// <summary>Restarts a child; <paramref name="suspendFirst"/> for one that did not fail itself.</summary>
    protected void RestartChild(IActorRef child, Exception cause, bool suspendFirst)
    {
        var internalRef = (IInternalActorRef)child;
        if (suspendFirst)
            internalRef.Suspend();
        internalRef.Restart(cause);
    }

    /// <summary>Lets a child go on.</summary>
    protected void ResumeChild(IActorRef child, Exception exception) => ((IInternalActorRef)child).Resume(exception);
}
