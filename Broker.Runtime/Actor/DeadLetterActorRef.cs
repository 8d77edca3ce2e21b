using Broker.Runtime.Dispatch.SysMsg;
using Broker.Runtime.Event;

namespace Broker.Runtime.Actor;

/// <summary>Where messages go that cannot be delivered; publishes each on the event stream.</summary>
public class DeadLetterActorRef(IActorRefProvider provider, ActorPath path, EventStream eventStream)
    : EmptyLocalActorRef(provider, path, eventStream)
{
    /// <inheritdoc />
    public override bool IsTerminated => false;

    /// <inheritdoc />
    protected override bool SpecialHandle(object message, IActorRef? sender) =>
        message is Watch watch && watch.Watchee.Equals(this) || base.SpecialHandle(message, sender);
}
