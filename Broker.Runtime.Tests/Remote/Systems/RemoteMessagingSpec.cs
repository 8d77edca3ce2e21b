using Broker.Runtime.Actor;
using Broker.Runtime.Event;

namespace EngineTests.Remote.Systems;

/// <summary>What holds between two systems over every transport.</summary>
public abstract class RemoteMessagingSpec : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private protected RemoteMessagingSpec(RemoteSystems systems)
    {
        Systems = systems;
        A = systems.Start();
        B = systems.Start();
    }

    private protected RemoteSystems Systems { get; }

    private protected ActorSystem A { get; }

    private protected ActorSystem B { get; }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await Systems.DisposeAsync();

    [Fact]
    public async Task A_message_reaches_a_remote_actor_and_its_answer_comes_back()
    {
        IActorRef echo = B.ActorOf(Props.Create<EchoActor>(), "echo");
        Inbox inbox = new(A);

        A.Seen(B, echo).Tell("hello", inbox.Ref);

        (object message, IActorRef sender) = await inbox.NextWithSender();
        Assert.Equal("hello", message);
        Assert.Equal(A.Seen(B, echo), sender);
    }

    [Fact]
    public async Task An_ask_is_answered_across_systems()
    {
        IActorRef echo = B.ActorOf(Props.Create<EchoActor>());
        for (int i = 0; i < 100; i++)
            Assert.Equal(i, await A.Seen(B, echo).Ask<int>(i, Patience));
    }

    [Fact]
    public async Task Messages_of_each_sender_arrive_once_and_in_order_while_both_sides_connect_and_send()
    {
        const int count = 20_000;
        const int senders = 4;
        Inbox atA = new(A);
        Inbox atB = new(B);
        IActorRef toA = B.Seen(A, atA.Ref);
        IActorRef toB = A.Seen(B, atB.Ref);

        Task[] sending = [.. Enumerable.Range(0, senders).SelectMany(s => new[]
        {
            Task.Run(() => Send(toB, s, count)),
            Task.Run(() => Send(toA, s, count)),
        })];
        await Task.WhenAll(sending);

        await ExpectInOrder(atA, senders, count);
        await ExpectInOrder(atB, senders, count);
    }

    [Fact]
    public async Task A_reference_inside_a_message_can_be_used_where_it_arrives()
    {
        Inbox atA = new(A);
        Inbox atB = new(B);

        A.Seen(B, atB.Ref).Tell(atA.Ref, ActorRefs.NoSender);

        IActorRef received = (IActorRef)(await atB.NextWithSender()).Message;
        received.Tell("back", atB.Ref);
        Assert.Equal("back", await atA.Next<string>());
    }

    [Fact]
    public async Task A_reference_that_went_round_is_local_again()
    {
        IActorRef echo = B.ActorOf(Props.Create<EchoActor>());
        Inbox atA = new(A);
        A.Seen(B, echo).Tell(atA.Ref, atA.Ref);
        Assert.Same(atA.Ref, (await atA.NextWithSender()).Message);
    }

    [Fact]
    public async Task A_selection_finds_remote_actors_and_tells_of_missing_ones()
    {
        IActorRef echo = B.ActorOf(Props.Create<EchoActor>(), "echo");

        ActorIdentity found = await A.ActorSelection($"{B.Address()}/user/echo").Ask<ActorIdentity>(new Identify("m"), Patience);
        ActorIdentity missing = await A.ActorSelection($"{B.Address()}/user/nobody").Ask<ActorIdentity>(new Identify(7), Patience);
        ActorIdentity wild = await A.ActorSelection($"{B.Address()}/user/ec*").Ask<ActorIdentity>(new Identify("w"), Patience);

        Assert.Equal(("m", A.Seen(B, echo)), (found.MessageId, found.Subject));
        Assert.Equal(7, missing.MessageId);
        Assert.Null(missing.Subject);
        Assert.Equal(A.Seen(B, echo), wild.Subject);
    }

    [Fact]
    public async Task A_message_to_an_actor_that_does_not_exist_is_a_dead_letter_there()
    {
        Inbox deadLetters = new(B);
        deadLetters.Subscribe<DeadLetter>(B);
        A.Provider().ResolveActorRef($"{B.Address()}/user/nobody").Tell("lost", ActorRefs.NoSender);
        Assert.Equal("lost", (await deadLetters.Await<DeadLetter>()).Message);
    }

    [Fact]
    public async Task A_selection_finds_the_one_actor_of_another_system()
    {
        IActorRef echo = B.ActorOf(Props.Create<EchoActor>(), "one");
        Assert.Equal(A.Seen(B, echo), await A.ActorSelection($"{B.Address()}/user/one").ResolveOne(Patience));
        await Assert.ThrowsAsync<ActorNotFoundException>(() => A.ActorSelection($"{B.Address()}/user/none").ResolveOne(TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public async Task A_path_without_uid_follows_the_actor_that_lives_there_now()
    {
        IActorRef path = A.Provider().ResolveActorRef($"{B.Address()}/user/again");
        IActorRef first = B.ActorOf(Props.Create<EchoActor>(), "again");
        Assert.Equal("1", await path.Ask<string>("1", Patience));
        Inbox watcher = new(B);
        watcher.Watch(first);
        first.Tell("stop", ActorRefs.NoSender);
        await watcher.Await<Terminated>();
        await StartAgain();

        Assert.Equal("2", await path.Ask<string>("2", Patience));
    }

    /// <summary>Its watchers may learn of an actor's end before its parent has given the name free.</summary>
    private async Task StartAgain()
    {
        while (true)
        {
            try
            {
                B.ActorOf(Props.Create<EchoActor>(), "again");
                return;
            }
            catch (InvalidActorNameException)
            {
                await Task.Yield();
            }
        }
    }

    [Fact]
    public async Task A_type_that_is_not_registered_is_refused_at_the_sender_and_the_link_lives_on()
    {
        IActorRef echo = B.ActorOf(Props.Create<EchoActor>());
        Inbox deadLetters = new(A);
        deadLetters.Subscribe<DeadLetter>(A);

        A.Seen(B, echo).Tell(new Version(1, 2), ActorRefs.NoSender);

        Assert.IsType<Version>((await deadLetters.Await<DeadLetter>()).Message);
        Assert.Equal("still", await A.Seen(B, echo).Ask<string>("still", Patience));
    }

    [Fact]
    public async Task A_message_above_the_frame_limit_is_refused_at_the_sender_and_the_link_lives_on()
    {
        IActorRef echo = B.ActorOf(Props.Create<EchoActor>());
        Inbox deadLetters = new(A);
        deadLetters.Subscribe<DeadLetter>(A);

        A.Seen(B, echo).Tell(new byte[200_000], ActorRefs.NoSender);

        Assert.IsType<byte[]>((await deadLetters.Await<DeadLetter>()).Message);
        Assert.Equal(1, A.Remoting().Counters.Oversized);
        byte[] large = new byte[120_000];
        Assert.Equal(large, await A.Seen(B, echo).Ask<byte[]>(large, Patience));
    }

    [Fact]
    public async Task A_poison_pill_stops_a_remote_actor()
    {
        IActorRef echo = B.ActorOf(Props.Create<EchoActor>());
        Inbox inbox = new(A);
        inbox.Watch(A.Seen(B, echo));
        await inbox.Next<string>();
        A.Seen(B, echo).Tell(PoisonPill.Instance, ActorRefs.NoSender);
        Assert.Equal(A.Seen(B, echo), (await inbox.Next<Terminated>()).ActorRef);
    }

    private static void Send(IActorRef target, int sender, int count)
    {
        for (int i = 0; i < count; i++)
            target.Tell(((long)sender << 32) | (uint)i, ActorRefs.NoSender);
    }

    private static async Task ExpectInOrder(Inbox inbox, int senders, int count)
    {
        int[] next = new int[senders];
        for (int i = 0; i < senders * count; i++)
        {
            long message = await inbox.Next<long>($"message {i} of {senders * count}");
            Assert.Equal(next[message >> 32]++, (int)message);
        }
    }
}
