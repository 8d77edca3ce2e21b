using Broker.Runtime.Actor;
using Broker.Runtime.Actor.Internal;
using Broker.Runtime.Dispatch.SysMsg;

namespace Broker.Runtime.Dispatch;

/// <summary>Brings the code after an <c>await</c> back into the actor's turn.</summary>
internal sealed class ActorSynchronizationContext(ActorCell cell) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => cell.SendSystemMessage(new Continuation(d, state));

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (CurrentCell.Value == cell)
            d(state);
        else
            throw new NotSupportedException("An actor cannot be waited for from outside of its turn.");
    }

    public override SynchronizationContext CreateCopy() => this;
}
