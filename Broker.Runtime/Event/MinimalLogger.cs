using Broker.Runtime.Actor;

namespace Broker.Runtime.Event;

/// <summary>A logger that needs no actor, for the times when none runs.</summary>
public abstract class MinimalLogger : MinimalActorRef
{
    /// <inheritdoc />
    public override ActorPath Path { get; } = new RootActorPath(new Address("akka", "all-systems"), "/StandardOutLogger");

    /// <inheritdoc />
    public override IActorRefProvider Provider => throw new NotSupportedException("A minimal logger has no provider.");

    /// <inheritdoc />
    protected override void TellInternal(object message, IActorRef? sender) => Log(message);

    /// <summary>Writes a message.</summary>
    protected abstract void Log(object message);
}
