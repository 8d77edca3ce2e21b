using Broker.Runtime.Actor;
using Broker.Runtime.Event;
using Broker.Runtime.Remote;

namespace EngineTests.Remote.Systems;

public sealed class BrokenLinkTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly RemoteSystems _memory = RemoteSystems.InMemory();
    private readonly RemoteSystems _tcp = RemoteSystems.OverTcp();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _memory.DisposeAsync();
        await _tcp.DisposeAsync();
    }

    [Fact]
    public async Task What_is_sent_while_a_link_is_held_arrives_after_it_heals_up_to_the_bound_of_the_queue()
    {
        (ActorSystem a, ActorSystem b) = (_memory.Start("akka.remote.relay.queue-messages = 100"), _memory.Start());
        Inbox atB = new(b);
        IActorRef toB = a.Seen(b, atB.Ref);
        Inbox deadLetters = new(a);
        deadLetters.Subscribe<DeadLetter>(a);
        _memory.Network!.Hold(a.NetworkName(), b.NetworkName());

        for (int i = 0; i < 150; i++)
            toB.Tell(i, ActorRefs.NoSender);

        Assert.Equal(50, a.Remoting().Counters.Overflowed);
        for (int i = 100; i < 150; i++)
            Assert.Equal(i, (await deadLetters.Await<DeadLetter>()).Message);
        _memory.Network.Heal(a.NetworkName(), b.NetworkName());
        for (int i = 0; i < 100; i++)
            Assert.Equal(i, await atB.Next<int>());
    }

    [Fact]
    public async Task After_a_break_later_messages_arrive_in_order_and_none_twice()
    {
        (ActorSystem a, ActorSystem b) = (_memory.Start(), _memory.Start());
        Inbox atB = new(b);
        IActorRef toB = a.Seen(b, atB.Ref);
        int last = -1;
        int next = 0;
        for (int round = 0; round < 10; round++)
        {
            for (int i = 0; i < 200; i++)
                toB.Tell(next++, ActorRefs.NoSender);
            _memory.Network!.Sever(a.NetworkName(), b.NetworkName());
            int fence = 0;
            do
            {
                fence = next;
                toB.Tell(next++, ActorRefs.NoSender);
            }
            while (!await Reaches(atB, fence, reached => last = Ascending(last, reached)));
        }
    }

    [Fact]
    public async Task A_node_that_comes_later_is_reached_when_it_is_there()
    {
        ActorSystem a = _tcp.Start();
        ActorSystem b = _tcp.Start();
        int port = b.Address().Port!.Value;
        IActorRef path = a.Provider().ResolveActorRef($"{b.Address()}/user/echo");
        await b.Terminate();
        path.Tell("nobody is there", ActorRefs.NoSender);

        ActorSystem again = _tcp.StartAt(port);
        again.ActorOf(Props.Create<EchoActor>(), "echo");

        Assert.Equal("now", await Retry(() => path.Ask<string>("now", TimeSpan.FromMilliseconds(500))));
    }

    [Fact]
    public async Task A_node_restarted_on_its_port_is_spoken_to_again_and_watches_of_the_former_one_end()
    {
        ActorSystem a = _tcp.Start();
        ActorSystem b = _tcp.Start();
        int port = b.Address().Port!.Value;
        IActorRef path = a.Provider().ResolveActorRef($"{b.Address()}/user/echo");
        b.ActorOf(Props.Create<EchoActor>(), "echo");
        Inbox watcher = new(a);
        watcher.Watch(path);
        Assert.Equal("before", await path.Ask<string>("before", Patience));

        await b.Terminate();
        await watcher.Await<Terminated>();
        ActorSystem again = _tcp.StartAt(port);
        again.ActorOf(Props.Create<EchoActor>(), "echo");

        Assert.Equal("after", await Retry(() => path.Ask<string>("after", TimeSpan.FromMilliseconds(500))));
    }

    [Fact]
    public async Task A_quarantined_incarnation_stays_out_and_its_restart_comes_in()
    {
        (ActorSystem a, ActorSystem b) = (_tcp.Start(), _tcp.Start());
        IActorRef echo = b.ActorOf(Props.Create<EchoActor>(), "echo");
        IActorRef path = a.Provider().ResolveActorRef($"{b.Address()}/user/echo");
        Assert.Equal("1", await path.Ask<string>("1", Patience));

        a.Provider().Quarantine(b.Address(), b.Uid());

        await Assert.ThrowsAsync<AskTimeoutException>(() => path.Ask<string>("2", TimeSpan.FromMilliseconds(700)));
        Inbox atA = new(a);
        b.Seen(a, atA.Ref).Tell("refused", echo);
        int port = b.Address().Port!.Value;
        await b.Terminate();
        Assert.True(atA.IsEmpty);
        _tcp.StartAt(port).ActorOf(Props.Create<EchoActor>(), "echo");
        Assert.Equal("3", await Retry(() => path.Ask<string>("3", TimeSpan.FromMilliseconds(500))));
    }

    [Fact]
    public async Task A_node_that_does_not_listen_has_an_address_and_reaches_nobody()
    {
        ActorSystem lone = _tcp.Start("akka.remote.relay { listen = off, shared-secret = \"\" }\nakka.remote.dot-netty.tcp.hostname = \"10.1.2.3\"");
        Assert.Equal(new Address("akka.tcp", lone.Name, "10.1.2.3", 1), lone.Address());
        Inbox events = new(lone);
        events.Subscribe<AssociationErrorEvent>(lone);
        lone.Provider().ResolveActorRef("akka.tcp://relay@127.0.0.1:9/user/x").Tell("x", ActorRefs.NoSender);
        await events.Await<AssociationErrorEvent>();
        IActorRef echo = lone.ActorOf(Props.Create<EchoActor>());
        Assert.Same(echo, lone.Seen(lone, echo));
    }

    private static int Ascending(int before, int now)
    {
        Assert.True(now > before, $"{now} came after {before}");
        return now;
    }

    /// <summary>Reads until <paramref name="fence"/> comes; false when it seems lost.</summary>
    private static async Task<bool> Reaches(Inbox inbox, int fence, Action<int> read)
    {
        while (true)
        {
            if (!await inbox.HasNext(TimeSpan.FromMilliseconds(200)))
                return false;
            int got = await inbox.Next<int>();
            read(got);
            if (got >= fence)
                return true;
        }
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
