using Broker.Runtime.Actor;

namespace Broker.Runtime.TestKit.TestActors;

/// <summary>Sends every message on to the test actor and, unless told not to, back to its sender.</summary>
public class EchoActor : ReceiveActor
{
    /// <summary>An echo for <paramref name="testkit"/>.</summary>
    public EchoActor(TestKitBase testkit, bool echoBackToSenderAsWell = true)
    {
        ReceiveAny(message =>
        {
            if (echoBackToSenderAsWell)
                Sender.Tell(message, Self);
            testkit.TestActor.Tell(message, Sender);
        });
    }

    /// <summary>How to make one.</summary>
    public static Props Props(TestKitBase testkit, bool echoBackToSenderAsWell = true) =>
        Actor.Props.Create(typeof(EchoActor), testkit, echoBackToSenderAsWell);
}
