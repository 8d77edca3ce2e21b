using Broker.Runtime.Actor;
using Broker.Runtime.Event;
using Broker.Runtime.TestKit.TestActors;

namespace EngineTests.Event;

public class DeadLetterSubscriberTests : Broker.Runtime.TestKit.Xunit2.TestKit
{
    [Fact]
    public void A_subscriber_to_dead_letters_that_has_stopped_costs_the_others_nothing()
    {
        var gone = ActorOf(BlackHoleActor.Props);
        Watch(gone);
        Sys.Stop(gone);
        ExpectTerminated(gone);
        Sys.EventStream.Subscribe(gone, typeof(AllDeadLetters));
        Sys.EventStream.Subscribe(TestActor, typeof(AllDeadLetters));

        Sys.DeadLetters.Tell("lost", ActorRefs.NoSender);

        Assert.Equal("lost", ExpectMsg<DeadLetter>().Message);
        ExpectNoMsg(50);
    }
}
