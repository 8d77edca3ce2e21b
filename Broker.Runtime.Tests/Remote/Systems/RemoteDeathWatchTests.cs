using Broker.Runtime.Actor;
using Broker.Runtime.Remote;
using Broker.Runtime.Remote.Wire;
using Xunit.Abstractions;

namespace EngineTests.Remote.Systems;

public sealed class RemoteDeathWatchTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly RemoteSystems _systems = RemoteSystems.InMemory();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _systems.DisposeAsync();

    [Fact]
    public async Task Every_watcher_of_a_remote_actor_learns_of_its_end_once()
    {
        (ActorSystem a, ActorSystem b) = (_systems.Start(), _systems.Start());
        IActorRef echo = b.ActorOf(Props.Create<EchoActor>());
        Inbox[] watchers = [new(a), new(a), new(b)];
        foreach (Inbox watcher in watchers)
        {
            watcher.Watch(watcher == watchers[2] ? echo : a.Seen(b, echo));
            await watcher.Next<string>();
        }

        Assert.Equal("up", await a.Seen(b, echo).Ask<string>("up", Patience));
        a.Seen(b, echo).Tell("stop", ActorRefs.NoSender);

        foreach (Inbox watcher in watchers)
        {
            Terminated terminated = await watcher.Next<Terminated>();
            Assert.True(terminated.ExistenceConfirmed);
            Assert.False(terminated.AddressTerminated);
            Assert.True(watcher.IsEmpty);
        }
    }

    [Fact]
    public async Task A_watch_of_an_actor_that_does_not_exist_ends_at_once()
    {
        (ActorSystem a, ActorSystem b) = (_systems.Start(), _systems.Start());
        Inbox inbox = new(a);
        inbox.Watch(a.Provider().ResolveActorRef($"{b.Address()}/user/nobody"));
        await inbox.Next<string>();
        Assert.False((await inbox.Next<Terminated>()).ExistenceConfirmed);
    }

    [Fact]
    public async Task A_watch_by_a_path_without_uid_ends_with_the_actor()
    {
        (ActorSystem a, ActorSystem b) = (_systems.Start(), _systems.Start());
        IActorRef echo = b.ActorOf(Props.Create<EchoActor>(), "echo");
        IActorRef path = a.Provider().ResolveActorRef($"{b.Address()}/user/echo");
        Inbox inbox = new(a);
        inbox.Watch(path);
        await inbox.Next<string>();
        echo.Tell("stop", ActorRefs.NoSender);
        Assert.Equal(path, (await inbox.Next<Terminated>()).ActorRef);
    }

    [Fact]
    public async Task Who_has_unwatched_is_not_told()
    {
        (ActorSystem a, ActorSystem b) = (_systems.Start(), _systems.Start());
        IActorRef echo = b.ActorOf(Props.Create<EchoActor>());
        (Inbox one, Inbox other) = (new(a), new(a));
        one.Watch(a.Seen(b, echo));
        other.Watch(a.Seen(b, echo));
        await one.Next<string>();
        await other.Next<string>();
        one.Unwatch(a.Seen(b, echo));
        await one.Next<string>();

        a.Seen(b, echo).Tell("stop", ActorRefs.NoSender);

        await other.Next<Terminated>();
        Assert.True(one.IsEmpty);
    }

    [Fact]
    public async Task Watches_survive_lost_and_repeated_system_messages()
    {
        (ActorSystem a, ActorSystem b) = (_systems.Start(), _systems.Start());
        int seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        Random random = new(seed);

        // By chance, not by count: a loss in step with the repeats would take the same message away each time.
        bool IsLost(FrameType type)
        {
            lock (random)
                return type is FrameType.SystemMessage or FrameType.Ack && random.Next(4) == 0;
        }

        _systems.Network!.Drop(a.NetworkName(), b.NetworkName(), IsLost);
        _systems.Network.Drop(b.NetworkName(), a.NetworkName(), IsLost);
        List<(Inbox Inbox, IActorRef Echo)> watches = [];
        for (int i = 0; i < 20; i++)
        {
            IActorRef echo = b.ActorOf(Props.Create<EchoActor>());
            Inbox inbox = new(a);
            inbox.Watch(a.Seen(b, echo));
            await inbox.Next<string>();
            watches.Add((inbox, echo));
        }

        foreach ((_, IActorRef echo) in watches)
            echo.Tell("stop", ActorRefs.NoSender);
        foreach ((Inbox inbox, _) in watches)
            await inbox.Next<Terminated>();
    }

    [Fact]
    public async Task A_severed_connection_ends_no_watch()
    {
        (ActorSystem a, ActorSystem b) = (_systems.Start(), _systems.Start());
        IActorRef echo = b.ActorOf(Props.Create<EchoActor>());
        Inbox inbox = new(a);
        inbox.Watch(a.Seen(b, echo));
        await inbox.Next<string>();
        Assert.Equal("up", await a.Seen(b, echo).Ask<string>("up", Patience));

        _systems.Network!.Sever(a.NetworkName(), b.NetworkName());
        echo.Tell("stop", ActorRefs.NoSender);

        Assert.False((await inbox.Next<Terminated>()).AddressTerminated);
    }

    [Fact]
    public async Task Quarantining_a_node_ends_the_watches_of_its_actors_and_by_them()
    {
        (ActorSystem a, ActorSystem b) = (_systems.Start(), _systems.Start());
        (Inbox atA, Inbox atB) = (new(a), new(b));
        atA.Watch(a.Seen(b, atB.Ref));
        await atA.Next<string>();
        Inbox events = new(a);
        events.Subscribe<QuarantinedEvent>(a);
        Inbox eventsOfB = new(b);
        eventsOfB.Subscribe<ThisActorSystemQuarantinedEvent>(b);
        a.Seen(b, b.ActorOf(Props.Create<EchoActor>())).Tell("x", atA.Ref);
        Assert.Equal("x", await atA.Next<string>());

        a.Provider().Quarantine(b.Address(), b.Uid());

        Assert.True((await atA.Next<Terminated>()).AddressTerminated);
        Assert.Equal(b.Uid(), (await events.Next<QuarantinedEvent>()).Uid);
        Assert.Equal(a.Address(), (await eventsOfB.Next<ThisActorSystemQuarantinedEvent>()).RemoteAddress);
    }

    [Fact]
    public async Task A_node_that_stops_ends_the_watches_of_its_actors()
    {
        (ActorSystem a, ActorSystem b) = (_systems.Start(), _systems.Start());
        Inbox inbox = new(a);
        inbox.Watch(a.Seen(b, new Inbox(b).Ref));
        await inbox.Next<string>();
        IActorRef echo = b.ActorOf(Props.Create<EchoActor>());
        Assert.Equal("up", await a.Seen(b, echo).Ask<string>("up", Patience));

        await b.Terminate();

        await inbox.Next<Terminated>();
    }

    [Fact]
    public async Task A_silent_node_is_given_up_after_the_acceptable_pause()
    {
        const string quick = """
            akka.remote.watch-failure-detector {
              heartbeat-interval = 50ms
              acceptable-heartbeat-pause = 500ms
              expected-response-after = 100ms
              unreachable-nodes-reaper-interval = 50ms
            }
            """;
        (ActorSystem a, ActorSystem b) = (_systems.Start(quick), _systems.Start());
        Inbox inbox = new(a);
        inbox.Watch(a.Seen(b, new Inbox(b).Ref));
        await inbox.Next<string>();

        _systems.Network!.Hold(a.NetworkName(), b.NetworkName());

        Assert.True((await inbox.Next<Terminated>()).AddressTerminated);
    }

    [Fact]
    public async Task A_node_restarted_at_the_same_address_is_taken_in_at_once_and_its_former_actors_are_gone()
    {
        // Whatever time the rest takes, it is not the silence by which the former actors are known to be gone.
        ActorSystem a = _systems.Start("akka.remote.watch-failure-detector.acceptable-heartbeat-pause = 10m");
        ActorSystem first = _systems.StartAt(7777);
        IActorRef echo = first.ActorOf(Props.Create<EchoActor>(), "echo");
        Inbox inbox = new(a);
        inbox.Watch(a.Seen(first, echo));
        await inbox.Next<string>();
        Assert.Equal("up", await a.Seen(first, echo).Ask<string>("up", Patience));

        // Held, so that the first one's goodbye is never heard: it dies like a killed process.
        _systems.Network!.Hold(a.NetworkName(), first.NetworkName());
        Task ended = first.Terminate();
        await ended;
        Assert.True(inbox.IsEmpty);
        _systems.Network.Sever(a.NetworkName(), first.NetworkName());
        ActorSystem second = _systems.StartAt(7777);
        _systems.Network.Heal(a.NetworkName(), second.NetworkName());
        second.ActorOf(Props.Create<EchoActor>(), "echo");

        IActorRef path = a.Provider().ResolveActorRef($"{second.Address()}/user/echo");
        Assert.Equal("again", await Retry(() => path.Ask<string>("again", TimeSpan.FromMilliseconds(500))));
        Assert.True((await inbox.Next<Terminated>()).AddressTerminated);
    }

    private static async Task<T> Retry<T>(Func<Task<T>> ask)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                return await ask();
            }
            catch (AskTimeoutException) when (attempt < 20)
            {
                // At most once: what was sent into the break is lost.
            }
        }
    }
}
