using Broker.Runtime.Actor;

namespace EngineTests.Actor;

public sealed class StashTests : LocalSystem
{
    [Fact]
    public async Task Stashed_messages_come_back_in_their_order_before_all_others()
    {
        var recorder = Record();
        var actor = System.ActorOf(Props.Create(() => new Stashing(recorder.Ref)));

        foreach (var message in new[] { "1", "2", "3", "open", "4" })
            actor.Tell(message, recorder.Ref);

        Assert.Equal("1", await recorder.Next<string>());
        Assert.Equal("2", await recorder.Next<string>());
        Assert.Equal("3", await recorder.Next<string>());
        Assert.Equal("4", await recorder.Next<string>());
    }

    [Fact]
    public async Task A_restarted_actor_gets_what_was_stashed()
    {
        var recorder = Record();
        var actor = System.ActorOf(Props.Create(() => new Stashing(recorder.Ref)));

        foreach (var message in new[] { "1", "2", "fail", "open" })
            actor.Tell(message, recorder.Ref);

        Assert.Equal("1", await recorder.Next<string>());
        Assert.Equal("2", await recorder.Next<string>());
    }

    [Fact]
    public async Task What_is_stashed_when_the_actor_ends_becomes_dead_letters()
    {
        var recorder = Record();
        System.EventStream.Subscribe(recorder.Ref, typeof(Broker.Runtime.Event.DeadLetter));
        var actor = System.ActorOf(Props.Create(() => new Stashing(recorder.Ref)));

        actor.Tell("1", ActorRefs.NoSender);
        await actor.GracefulStop(Patience);

        Assert.Equal("1", (await recorder.Next<Broker.Runtime.Event.DeadLetter>()).Message);
    }

    [Fact]
    public async Task A_full_stash_refuses()
    {
        var recorder = Record();
        var actor = System.ActorOf(Props.Create(() => new Bounded(recorder.Ref)).WithStashCapacity(2));

        foreach (var message in new[] { "1", "2", "3" })
            actor.Tell(message, ActorRefs.NoSender);

        Assert.Contains("capacity", (await recorder.Next<StashOverflowException>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_cannot_be_stashed_twice()
    {
        var recorder = Record();
        var actor = System.ActorOf(Props.Create(() => new Twice(recorder.Ref)));

        actor.Tell("1", ActorRefs.NoSender);

        await recorder.Next<IllegalActorStateException>();
    }

    private sealed class Stashing : ReceiveActor, IWithUnboundedStash
    {
        private readonly IActorRef _recorder;

        public Stashing(IActorRef recorder)
        {
            _recorder = recorder;
            Receive<string>(message => message == "open", _ =>
            {
                Stash.UnstashAll();
                Become(Open);
            });
            Receive<string>(message => message == "fail", _ => throw new FormatException());
            ReceiveAny(_ => Stash.Stash());
        }

        public IStash Stash { get; set; } = null!;

        private void Open() => ReceiveAny(message => _recorder.Tell(message, Self));
    }

    private sealed class Bounded(IActorRef recorder) : UntypedActorWithStash
    {
        protected override void OnReceive(object message)
        {
            try
            {
                Stash.Stash();
            }
            catch (StashOverflowException e)
            {
                recorder.Tell(e, Self);
            }
        }
    }

    private sealed class Twice(IActorRef recorder) : UntypedActorWithUnboundedStash
    {
        protected override void OnReceive(object message)
        {
            Stash.Stash();
            try
            {
                Stash.Stash();
            }
            catch (IllegalActorStateException e)
            {
                recorder.Tell(e, Self);
            }
        }
    }
}
