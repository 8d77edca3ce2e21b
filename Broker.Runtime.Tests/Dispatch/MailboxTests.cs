using Broker.Runtime.Actor;
using EngineTests.Actor;

namespace EngineTests.Dispatch;

public class MailboxTests : LocalSystem
{
    public MailboxTests()
    {
    }

    protected MailboxTests(string hocon)
        : base(hocon)
    {
    }

    [Fact]
    public async Task No_message_is_lost_when_senders_and_the_end_of_turns_race()
    {
        // Each message is sent when the mailbox is about to become idle: the place where a wake-up could be lost.
        var received = 0;
        var turn = new SemaphoreSlim(0);
        var actor = Spawn((_, _) =>
        {
            received++;
            turn.Release();
        });

        for (var i = 0; i < 50_000; i++)
        {
            actor.Tell(actor, ActorRefs.NoSender);
            Assert.True(await turn.WaitAsync(Patience));
        }

        Assert.Equal(50_000, received);
    }

    [Fact]
    public async Task Nothing_is_lost_between_an_actors_end_and_its_dead_letters()
    {
        const int Messages = 5_000;
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var round = 0; round < 10; round++)
        {
            var handled = 0;
            var recorder = Record();
            System.EventStream.Subscribe(recorder.Ref, typeof(Broker.Runtime.Event.DeadLetter));
            var stopAt = random.Next(Messages);
            var actor = Spawn((message, context) =>
            {
                handled++;
                if ((int)message == stopAt)
                    context.Stop(context.Self);
            });

            for (var i = 0; i < Messages; i++)
                actor.Tell(i, ActorRefs.NoSender);
            Assert.True(await actor.WatchAsync(), $"seed {seed}");

            // Their order is not promised: those sent after the end do not wait for those that were queued before it.
            var dead = new HashSet<int>();
            while (dead.Count < Messages - stopAt - 1)
                Assert.True(dead.Add((int)(await recorder.Next<Broker.Runtime.Event.DeadLetter>()).Message), $"seed {seed}");
            Assert.All(dead, i => Assert.InRange(i, stopAt + 1, Messages));
            Assert.Equal(stopAt + 1, handled);
            System.EventStream.Unsubscribe(recorder.Ref);
        }
    }

    [Fact]
    public async Task A_dispatcher_of_ones_own_may_have_another_throughput()
    {
        var system = ActorSystem.Create("dispatching", Broker.Runtime.Configuration.ConfigurationFactory.ParseString(
            "akka.loglevel = OFF, mine { throughput = 1 }"));
        var id = new TaskCompletionSource<string>();
        var actor = system.ActorOf(Props.Create(() => new Tells(id)).WithDispatcher("mine"));

        actor.Tell("x", ActorRefs.NoSender);

        Assert.Equal("mine 1", await id.Task.WaitAsync(Patience));
        Assert.ThrowsAny<Exception>(() => system.ActorOf(Props.Empty.WithDispatcher("missing")));
        await system.Terminate().WaitAsync(Patience);
    }

    private sealed class Tells(TaskCompletionSource<string> id) : UntypedActor
    {
        protected override void OnReceive(object message) => id.SetResult($"{Context.Dispatcher.Id} {Context.Dispatcher.Throughput}");
    }
}
