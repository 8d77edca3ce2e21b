using Broker.Runtime.Actor;
using EngineTests.Dispatch;
using Xunit.Abstractions;

namespace EngineTests.Actor;

/// <summary>What an actor that has nothing to do keeps: there are three for each idle connection of the broker.</summary>
[Collection(nameof(MailboxAllocationTests))]
public sealed class IdleActorMemoryTests(ITestOutputHelper output) : LocalSystem
{
    private const int Actors = 5_000;

    [Fact]
    public async Task An_idle_actor_with_its_mailbox_is_below_a_kilobyte()
    {
        var bytes = await BytesOf(static parent => parent.Tell(new Fill(IsWatched: false), ActorRefs.NoSender));

        // Measured: 647. Its path, its place among its parent's children and the argument of its constructor are in it.
        Assert.InRange(bytes, 1, 720);
    }

    [Fact]
    public async Task A_watch_takes_little_on_both_sides()
    {
        var bytes = await BytesOf(static parent => parent.Tell(new Fill(IsWatched: true), ActorRefs.NoSender));

        // Measured: 760. A table on either side would be 300 more.
        Assert.InRange(bytes, 1, 850);
    }

    private async Task<double> BytesOf(Action<IActorRef> spawn)
    {
        // Once before: what is made for the first of a kind is not of one actor.
        await Filled(spawn);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var parent = await Filled(spawn);
        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Actors;
        output.WriteLine($"{bytes:F0} bytes for each of {Actors} actors");
        GC.KeepAlive(parent);
        return bytes;
    }

    private async Task<IActorRef> Filled(Action<IActorRef> spawn)
    {
        var parent = System.ActorOf(Props.Create<Parent>());
        spawn(parent);
        Assert.Equal(Actors, await parent.Ask<int>(Count.Instance, Patience));
        return parent;
    }

    private sealed record Fill(bool IsWatched);

    private sealed record Count
    {
        public static readonly Count Instance = new();
    }

    private sealed class Parent : UntypedActor
    {
        private int _answers;
        private IActorRef _asker = ActorRefs.Nobody;

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case Fill fill:
                    for (var i = 0; i < Actors; i++)
                    {
                        var child = Context.ActorOf(Props.Create<Child>(Self));
                        if (fill.IsWatched)
                            Context.Watch(child);
                        child.Tell(message, Self);
                    }

                    break;
                case Count:
                    _asker = Sender;
                    Answer();
                    break;
                default:
                    _answers++;
                    Answer();
                    break;
            }
        }

        private void Answer()
        {
            if (_answers == Actors)
                _asker.Tell(_answers, Self);
        }
    }

    // As the broker's: it has timers and has had one.
    private sealed class Child(IActorRef parent) : UntypedActor, IWithTimers
    {
        public ITimerScheduler Timers { get; set; } = null!;

        protected override void PreStart() => Timers.StartSingleTimer("late", "late", TimeSpan.FromHours(1));

        protected override void OnReceive(object message)
        {
            Timers.Cancel("late");
            parent.Tell("done", Self);
        }
    }
}
