namespace Broker.Runtime.Dispatch.SysMsg;

/// <summary>The rest of an asynchronous handler, to be run in the actor's turn.</summary>
internal sealed class Continuation(SendOrPostCallback callback, object? state) : SystemMessage
{
    public void Run() => callback(state);
}
