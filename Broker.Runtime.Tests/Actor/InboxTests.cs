using Broker.Runtime.Actor;

namespace EngineTests.Actor;

public sealed class InboxTests() : Broker.Runtime.TestKit.Xunit2.TestKit("akka.loglevel = OFF\nakka.actor.inbox.inbox-size = 3\nakka.actor.inbox.default-timeout = 3s")
{
    [Fact]
    public void An_inbox_sends_with_its_receiver_and_gets_the_answer()
    {
        using Inbox inbox = Inbox.Create(Sys);
        inbox.Send(TestActor, "question");
        ExpectMsgFrom(inbox.Receiver, "question");
        inbox.Receiver.Tell("answer", TestActor);
        Assert.Equal("answer", inbox.Receive());
    }

    [Fact]
    public void What_does_not_fit_stays_for_the_next_who_asks()
    {
        using Inbox inbox = Inbox.Create(Sys);
        foreach (object message in (object[])[1, "text", 2])
            inbox.Receiver.Tell(message, ActorRefs.NoSender);
        Assert.Equal("text", inbox.ReceiveWhere(m => m is string));
        Assert.Equal(1, inbox.Receive());
        Assert.Equal(2, inbox.Receive());
    }

    [Fact]
    public async Task Without_a_message_the_time_runs_out()
    {
        using Inbox inbox = Inbox.Create(Sys);
        Assert.Throws<TimeoutException>(() => inbox.Receive(TimeSpan.FromMilliseconds(50)));
        Status.Failure failure = Assert.IsType<Status.Failure>(await inbox.ReceiveAsync(TimeSpan.FromMilliseconds(50)));
        Assert.IsType<TimeoutException>(failure.Cause);
        inbox.Receiver.Tell("late", ActorRefs.NoSender);
        Assert.Equal("late", await inbox.ReceiveAsync());
    }

    [Fact]
    public void An_inbox_watches_as_an_actor_does()
    {
        using Inbox inbox = Inbox.Create(Sys);
        IActorRef first = Sys.ActorOf(Props.Create(() => new Quiet()));
        IActorRef second = Sys.ActorOf(Props.Create(() => new Quiet()));
        inbox.Watch(first);
        inbox.WatchWith(second, "it is gone");
        Sys.Stop(first);
        Assert.Equal(first, Assert.IsType<Terminated>(inbox.Receive()).ActorRef);
        Sys.Stop(second);
        Assert.Equal("it is gone", inbox.Receive());
    }

    [Fact]
    public async Task What_an_inbox_cannot_hold_is_dropped()
    {
        using Inbox inbox = Inbox.Create(Sys);
        for (int i = 0; i < 5; i++)
            inbox.Receiver.Tell(i, ActorRefs.NoSender);
        await inbox.Receiver.Ask<ActorIdentity>(new Identify(0));
        for (int i = 0; i < 3; i++)
            Assert.Equal(i, inbox.Receive());
        Assert.Throws<TimeoutException>(() => inbox.Receive(TimeSpan.FromMilliseconds(50)));
    }

    private sealed class Quiet : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }
    }
}
