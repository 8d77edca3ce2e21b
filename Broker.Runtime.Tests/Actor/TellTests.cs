using Broker.Runtime.Actor;

namespace EngineTests.Actor;

public sealed class TellTests : LocalSystem
{
    [Fact]
    public async Task Messages_of_one_sender_arrive_in_their_order()
    {
        const int Senders = 4;
        const int Each = 20_000;
        var seen = new int[Senders];
        var inOrder = true;
        var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var left = Senders * Each;
        var receiver = Spawn((message, _) =>
        {
            var (sender, number) = ((int, int))message;
            inOrder &= seen[sender]++ == number;
            if (--left == 0)
                done.SetResult(inOrder);
        });

        var senders = Enumerable.Range(0, Senders).Select(sender => Task.Run(() =>
        {
            for (var number = 0; number < Each; number++)
                receiver.Tell((sender, number), ActorRefs.NoSender);
        }));

        await Task.WhenAll(senders);
        Assert.True(await done.Task.WaitAsync(Patience));
    }

    [Fact]
    public async Task An_actor_never_handles_two_messages_at_once()
    {
        const int Messages = 20_000;
        var inside = 0;
        var overlaps = 0;
        var left = Messages;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var receiver = Spawn((_, _) =>
        {
            if (Interlocked.Increment(ref inside) != 1)
                Interlocked.Increment(ref overlaps);
            Interlocked.Decrement(ref inside);
            if (--left == 0)
                done.SetResult();
        });

        Parallel.For(0, Messages, i => receiver.Tell(i, ActorRefs.NoSender));

        await done.Task.WaitAsync(Patience);
        Assert.Equal(0, overlaps);
    }

    [Fact]
    public async Task The_sender_of_a_message_can_be_answered()
    {
        var answerer = Spawn((message, context) => context.Sender.Tell($"got {message}", context.Self));
        var recorder = Record();

        answerer.Tell("it", recorder.Ref);

        Assert.Equal("got it", await recorder.Next<string>());
        Assert.Equal(answerer, recorder.LastSender);
    }

    [Fact]
    public async Task A_forwarded_message_keeps_its_sender()
    {
        var recorder = Record();
        var forwarder = Spawn((message, _) => recorder.Ref.Forward(message));
        var origin = Record();

        forwarder.Tell("hello", origin.Ref);

        await recorder.Next<string>();
        Assert.Equal(origin.Ref, recorder.LastSender);
    }

    [Fact]
    public void Null_is_no_message() =>
        Assert.Throws<InvalidMessageException>(() => Record().Ref.Tell(null!, ActorRefs.NoSender));

    [Fact]
    public async Task A_busy_actor_lets_others_have_their_turn()
    {
        // Both dispatcher threads are kept busy by actors that always have more to do.
        using var stop = new CancellationTokenSource();
        foreach (var _ in Enumerable.Range(0, Environment.ProcessorCount * 2))
        {
            var busy = Spawn((message, context) =>
            {
                if (!stop.IsCancellationRequested)
                    context.Self.Tell(message, context.Self);
            });
            for (var i = 0; i < 100; i++)
                busy.Tell(i, ActorRefs.NoSender);
        }

        var recorder = Record();
        var polite = Spawn((message, context) => context.Sender.Tell(message, context.Self));
        for (var i = 0; i < 20; i++)
        {
            polite.Tell(i, recorder.Ref);
            Assert.Equal(i, await recorder.Next<int>());
        }

        stop.Cancel();
    }

    [Fact]
    public async Task System_messages_overtake_waiting_messages()
    {
        using var gate = new ManualResetEventSlim();
        var handled = 0;
        var actor = Spawn((message, _) =>
        {
            gate.Wait();
            handled++;
        });
        var recorder = Record();
        await recorder.Watch(actor);
        for (var i = 0; i < 1000; i++)
            actor.Tell(i, ActorRefs.NoSender);
        System.Stop(actor);
        gate.Set();

        await recorder.Next<Terminated>();
        Assert.InRange(handled, 0, 1);
    }
}
