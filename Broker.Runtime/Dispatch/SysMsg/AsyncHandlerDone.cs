using Broker.Runtime.Actor;

namespace Broker.Runtime.Dispatch.SysMsg;

/// <summary>An asynchronous handler has ended; the actor may take its next message.</summary>
internal sealed class AsyncHandlerDone(ActorBase actor, Exception? failure) : SystemMessage
{
    /// <summary>The instance whose handler it was.</summary>
    public ActorBase Actor { get; } = actor;

    /// <summary>How it failed, if it did.</summary>
    public Exception? Failure { get; } = failure;
}
