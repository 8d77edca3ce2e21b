using Broker.Runtime.Actor;
using Broker.Runtime.Actor.Internal;

namespace Broker.Runtime.TestKit.Inbox;

/// <summary>Lets a test send as its test actor after an <c>await</c> too, on whichever thread it continues.</summary>
internal sealed class SenderKeepingSynchronizationContext(ActorCell cell, SynchronizationContext? inner) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state)
    {
        if (inner is null)
            ThreadPool.QueueUserWorkItem(_ => Run(d, state));
        else
            inner.Post(_ => Run(d, state), null);
    }

    public override void Send(SendOrPostCallback d, object? state) => Run(d, state);

    public override void OperationStarted() => inner?.OperationStarted();

    public override void OperationCompleted() => inner?.OperationCompleted();

    public override SynchronizationContext CreateCopy() => new SenderKeepingSynchronizationContext(cell, inner);

    private void Run(SendOrPostCallback callback, object? state)
    {
        var beforeCell = CurrentCell.Value;
        var beforeContext = Current;
        CurrentCell.Value = cell;
        SetSynchronizationContext(this);
        try
        {
            callback(state);
        }
        finally
        {
            CurrentCell.Value = beforeCell;
            SetSynchronizationContext(beforeContext);
        }
    }
}
