using Broker.Runtime.Actor;

namespace EngineTests.Actor;

public sealed class TimerTests : LocalSystem
{
    [Fact]
    public async Task A_single_timer_fires_once_and_is_gone()
    {
        var recorder = Record();
        var actor = System.ActorOf(Props.Create(() => new Timed(recorder.Ref)));

        actor.Tell(new Run(timers => timers.StartSingleTimer("k", "tick", TimeSpan.FromMilliseconds(20))), ActorRefs.NoSender);

        Assert.Equal("tick", await recorder.Next<string>());
        Assert.False(await actor.Ask<bool>("active?", Patience));
    }

    [Fact]
    public async Task A_periodic_timer_fires_until_it_is_cancelled()
    {
        var recorder = Record();
        var actor = System.ActorOf(Props.Create(() => new Timed(recorder.Ref)));

        actor.Tell(new Run(timers => timers.StartPeriodicTimer("k", "tick", TimeSpan.FromMilliseconds(10))), ActorRefs.NoSender);
        for (var i = 0; i < 3; i++)
            Assert.Equal("tick", await recorder.Next<string>());
        actor.Tell(new Run(timers => timers.Cancel("k")), ActorRefs.NoSender);

        Assert.False(await actor.Ask<bool>("active?", Patience));
    }

    [Fact]
    public async Task A_message_of_a_replaced_timer_is_dropped_even_from_the_mailbox()
    {
        var recorder = Record();
        var actor = System.ActorOf(Props.Create(() => new Timed(recorder.Ref)));
        using var fired = new ManualResetEventSlim();

        // The first timer fires into the mailbox while the actor is busy; only then it is replaced.
        actor.Tell(
            new Run(timers =>
            {
                timers.StartSingleTimer("k", "old", TimeSpan.Zero);
                timers.StartSingleTimer("k", "new", TimeSpan.FromMilliseconds(20));
            }),
            ActorRefs.NoSender);

        Assert.Equal("new", await recorder.Next<string>());
    }

    [Fact]
    public async Task Each_of_several_timers_is_replaced_and_cancelled_for_itself()
    {
        var recorder = Record();
        var actor = System.ActorOf(Props.Create(() => new Timed(recorder.Ref)));

        actor.Tell(
            new Run(timers =>
            {
                timers.StartSingleTimer("a", "never", TimeSpan.FromMilliseconds(30));
                timers.StartSingleTimer("b", "never", TimeSpan.FromMilliseconds(30));
                timers.StartSingleTimer("c", "third", TimeSpan.FromMilliseconds(90));
                timers.Cancel("a");
                timers.StartSingleTimer("b", "second", TimeSpan.FromMilliseconds(60));
                timers.StartSingleTimer("a", "first", TimeSpan.FromMilliseconds(40));
                Assert.True(timers.IsTimerActive("a") && timers.IsTimerActive("b") && timers.IsTimerActive("c"));
            }),
            ActorRefs.NoSender);

        var heard = new[] { await recorder.Next<string>(), await recorder.Next<string>(), await recorder.Next<string>() };
        Assert.Equal(["first", "second", "third"], heard.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Timers_are_there_in_the_constructor_and_no_more_when_the_actor_restarts_or_stops()
    {
        var recorder = Record();
        var actor = System.ActorOf(Props.Create(() => new FromTheStart(recorder.Ref)));

        Assert.Equal("tick", await recorder.Next<string>());
        actor.Tell("fail", ActorRefs.NoSender);
        Assert.Equal("before restart, active: False", await recorder.Next<string>());
        Assert.Equal("tick", await recorder.Next<string>());
        System.Stop(actor);
        Assert.Equal("after stop, active: False", await recorder.Next<string>());
    }

    [Fact]
    public async Task A_timer_can_poison_its_actor()
    {
        var recorder = Record();
        var actor = System.ActorOf(Props.Create(() => new Timed(recorder.Ref)));

        actor.Tell(new Run(timers => timers.StartSingleTimer("k", PoisonPill.Instance, TimeSpan.FromMilliseconds(10))), ActorRefs.NoSender);

        Assert.True(await actor.WatchAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task Timers_do_not_outlive_a_restart()
    {
        var recorder = Record();
        var actor = System.ActorOf(Props.Create(() => new Timed(recorder.Ref)));

        actor.Tell(new Run(timers => timers.StartSingleTimer("k", "old", TimeSpan.Zero)) { FailAfter = true }, ActorRefs.NoSender);
        Assert.False(await actor.Ask<bool>("active?", Patience));
        actor.Tell("mark", ActorRefs.NoSender);

        Assert.Equal("mark", await recorder.Next<string>());
    }

    [Fact]
    public async Task Scheduled_messages_come_in_time_and_can_be_cancelled()
    {
        var recorder = Record();
        var start = System.Scheduler.MonotonicClock;
        var cancelled = System.Scheduler.ScheduleTellOnceCancelable(TimeSpan.FromMilliseconds(30), recorder.Ref, "never", ActorRefs.NoSender);
        System.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(60), recorder.Ref, "late", ActorRefs.NoSender);
        System.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(20), recorder.Ref, "early", ActorRefs.NoSender);
        cancelled.Cancel();

        Assert.Equal("early", await recorder.Next<string>());
        Assert.InRange(System.Scheduler.MonotonicClock - start, TimeSpan.FromMilliseconds(20), Patience);
        Assert.Equal("late", await recorder.Next<string>());
        Assert.InRange(System.Scheduler.MonotonicClock - start, TimeSpan.FromMilliseconds(60), Patience);
    }

    [Fact]
    public async Task Thousands_of_timers_all_fire_and_not_too_early()
    {
        const int Timers = 20_000;
        var random = new Random(7);
        var clock = System.Scheduler;
        var left = Timers;
        var early = 0;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        for (var i = 0; i < Timers; i++)
        {
            var delay = TimeSpan.FromMilliseconds(random.Next(1, 700));
            var due = clock.MonotonicClock + delay;
            clock.Advanced.ScheduleOnce(delay, () =>
            {
                if (clock.MonotonicClock < due)
                    Interlocked.Increment(ref early);
                if (Interlocked.Decrement(ref left) == 0)
                    done.SetResult();
            });
        }

        await done.Task.WaitAsync(Patience);
        Assert.Equal(0, early);
    }

    [Fact]
    public async Task A_failing_action_does_not_end_the_timers_of_others()
    {
        var recorder = Record();
        System.Scheduler.Advanced.ScheduleOnce(TimeSpan.FromMilliseconds(5), () => throw new FormatException());
        System.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(40), recorder.Ref, "still here", ActorRefs.NoSender);

        Assert.Equal("still here", await recorder.Next<string>());
    }

    [Fact]
    public async Task The_receive_timeout_comes_after_silence_and_again()
    {
        var recorder = Record();
        var actor = Spawn((message, context) =>
        {
            if (message is TimeSpan timeout)
                context.SetReceiveTimeout(timeout);
            else
                recorder.Ref.Tell(message, context.Self);
        });
        var start = System.Scheduler.MonotonicClock;

        actor.Tell(TimeSpan.FromMilliseconds(50), ActorRefs.NoSender);
        await recorder.Next<ReceiveTimeout>();
        Assert.True(System.Scheduler.MonotonicClock - start >= TimeSpan.FromMilliseconds(50));
        await recorder.Next<ReceiveTimeout>();
        actor.Tell(Timeout.InfiniteTimeSpan, ActorRefs.NoSender);
    }

    private sealed record Run(Action<ITimerScheduler> Action)
    {
        public bool FailAfter { get; init; }
    }

    private sealed class Timed(IActorRef recorder) : UntypedActor, IWithTimers
    {
        public ITimerScheduler Timers { get; set; } = null!;

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case Run run:
                    run.Action(Timers);
                    if (run.FailAfter)
                        throw new FormatException();
                    break;
                case "active?":
                    Sender.Tell(Timers.IsTimerActive("k"), Self);
                    break;
                default:
                    recorder.Tell(message, Self);
                    break;
            }
        }
    }

    private sealed class FromTheStart : UntypedActor, IWithTimers
    {
        private readonly IActorRef _test;

        public FromTheStart(IActorRef test)
        {
            _test = test;
            Timers.StartPeriodicTimer("k", "tick", TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1));
        }

        public ITimerScheduler Timers { get; set; } = null!;

        protected override void OnReceive(object message)
        {
            if (message is "fail")
                throw new InvalidOperationException("as told");
            _test.Tell(message);
        }

        protected override void PreRestart(Exception reason, object? message) => _test.Tell($"before restart, active: {Timers.IsTimerActive("k")}");

        protected override void PostStop() => _test.Tell($"after stop, active: {Timers.IsTimerActive("k")}");
    }
}
