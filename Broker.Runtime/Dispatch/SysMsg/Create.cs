using Broker.Runtime.Actor;

namespace Broker.Runtime.Dispatch.SysMsg;

/// <summary>The first message of every actor: make the instance.</summary>
public sealed class Create(ActorInitializationException? failure = null) : SystemMessage
{
    /// <summary>Why the actor fails as soon as it is created, if it does.</summary>
    public ActorInitializationException? Failure { get; } = failure;

    /// <inheritdoc />
    public override string ToString() => "<Create>";
}
