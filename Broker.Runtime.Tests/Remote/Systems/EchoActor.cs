using Broker.Runtime.Actor;

namespace EngineTests.Remote.Systems;

/// <summary>Answers every message with itself; stops at "stop".</summary>
internal sealed class EchoActor : UntypedActor
{
    protected override void OnReceive(object message)
    {
        if (message is "stop")
            Context.Stop(Self);
        else
            Sender.Tell(message, Self);
    }
}
