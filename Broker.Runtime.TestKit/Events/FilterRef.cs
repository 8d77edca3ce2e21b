using Broker.Runtime.Actor;

namespace Broker.Runtime.TestKit.Events;

/// <summary>Hangs on the event stream and hands every event to a function, on the thread that publishes.</summary>
internal sealed class FilterRef(IActorRefProvider provider, Action<object> onEvent) : MinimalActorRef
{
    public override ActorPath Path { get; } = provider.TempPath();

    public override IActorRefProvider Provider => provider;

    protected override void TellInternal(object message, IActorRef? sender) => onEvent(message);
}
