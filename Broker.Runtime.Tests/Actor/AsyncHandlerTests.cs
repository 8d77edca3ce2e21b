using Broker.Runtime.Actor;

namespace EngineTests.Actor;

public sealed class AsyncHandlerTests : LocalSystem
{
    [Fact]
    public async Task The_next_message_waits_for_an_asynchronous_handler()
    {
        var recorder = Record();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = System.ActorOf(Props.Create(() => new Waiting(recorder.Ref, gate.Task)));

        actor.Tell("one", recorder.Ref);
        actor.Tell(2, recorder.Ref);
        Assert.Equal("begin one", await recorder.Next<string>());
        Assert.Equal(0, recorder.Waiting);
        gate.SetResult();

        Assert.Equal("end one", await recorder.Next<string>());
        Assert.Equal(2, await recorder.Next<int>());
    }

    [Fact]
    public async Task Self_Sender_and_Context_are_valid_after_an_await()
    {
        var recorder = Record();
        var actor = System.ActorOf(Props.Create(() => new Context(recorder.Ref)));

        actor.Tell("go", recorder.Ref);

        var (self, sender, context) = await recorder.Next<(IActorRef, IActorRef, IActorRef)>();
        Assert.Equal(actor, self);
        Assert.Equal(recorder.Ref, sender);
        Assert.Equal(actor, context);
    }

    [Fact]
    public async Task A_failed_task_is_a_failure_of_the_actor()
    {
        var recorder = Record();
        var gate = new TaskCompletionSource();
        var actor = System.ActorOf(Props.Create(() => new Waiting(recorder.Ref, gate.Task)));
        await recorder.Watch(actor);

        actor.Tell("one", recorder.Ref);
        gate.SetException(new ActorKilledException("from the task"));

        Assert.Equal("begin one", await recorder.Next<string>());
        await recorder.Next<Terminated>();
    }

    [Fact]
    public async Task An_actor_can_be_stopped_while_its_handler_waits()
    {
        var recorder = Record();
        var gate = new TaskCompletionSource();
        var actor = System.ActorOf(Props.Create(() => new Waiting(recorder.Ref, gate.Task)));
        await recorder.Watch(actor);
        actor.Tell("one", recorder.Ref);
        Assert.Equal("begin one", await recorder.Next<string>());

        System.Stop(actor);

        await recorder.Next<Terminated>();
        gate.SetResult();
        Assert.Equal("end one", await recorder.Next<string>());
    }

    [Fact]
    public async Task Many_asynchronous_handlers_run_one_after_the_other()
    {
        var recorder = Record();
        var actor = System.ActorOf(Props.Create(() => new Counting(recorder.Ref)));

        for (var i = 0; i < 200; i++)
            actor.Tell(i, ActorRefs.NoSender);

        for (var i = 0; i < 200; i++)
            Assert.Equal(i, await recorder.Next<int>());
    }

    private sealed class Waiting : ReceiveActor
    {
        public Waiting(IActorRef recorder, Task gate)
        {
            ReceiveAsync<string>(async message =>
            {
                recorder.Tell($"begin {message}", Self);
                await gate;
                recorder.Tell($"end {message}", Self);
            });
            Receive<int>(number => recorder.Tell(number, Self));
        }
    }

    private sealed class Context : ReceiveActor
    {
        public Context(IActorRef recorder) => ReceiveAsync<string>(async _ =>
        {
            await Task.Yield();
            await Task.Yield();
            recorder.Tell((Self, Sender, UntypedActor.Context.Self), Self);
        });
    }

    private sealed class Counting : ReceiveActor
    {
        private int _inside;

        public Counting(IActorRef recorder) => ReceiveAsync<int>(async number =>
        {
            Assert.Equal(1, ++_inside);
            if (number % 3 != 0)
                await Task.Yield();
            _inside--;
            recorder.Tell(number, Self);
        });
    }
}
