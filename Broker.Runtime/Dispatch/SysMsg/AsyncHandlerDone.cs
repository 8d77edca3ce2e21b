namespace Broker.Runtime.Dispatch.SysMsg;

/// <summary>An asynchronous handler has ended; the actor may take its next message.</summary>
internal sealed class AsyncHandlerDone(Exception? failure) : SystemMessage
{
    public Exception? Failure { get; } = failure;
}
