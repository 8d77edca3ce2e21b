using Broker.Runtime.Actor;

namespace EngineTests.Actor;

public sealed class DeathWatchTests : LocalSystem
{
    [Fact]
    public async Task The_end_of_a_watched_actor_is_told_once()
    {
        var actor = Spawn((_, _) => { });
        var recorder = Record();
        await recorder.Watch(actor);
        await recorder.Watch(actor);

        System.Stop(actor);

        var terminated = await recorder.Next<Terminated>();
        Assert.Equal(actor, terminated.ActorRef);
        Assert.True(terminated.ExistenceConfirmed);
        recorder.Ref.Tell("end", ActorRefs.NoSender);
        Assert.Empty(await recorder.UntilMarker("end"));
    }

    [Fact]
    public async Task Watching_an_actor_that_has_ended_tells_at_once()
    {
        var actor = Spawn((_, _) => { });
        Assert.True(await actor.GracefulStop(Patience));
        var recorder = Record();

        await recorder.Watch(actor);

        Assert.Equal(actor, (await recorder.Next<Terminated>()).ActorRef);
    }

    [Fact]
    public async Task Watching_a_path_without_actor_tells_at_once_without_confirmation()
    {
        var nobody = ((ExtendedActorSystem)System).Provider.ResolveActorRef($"akka://{System.Name}/user/never");
        var recorder = Record();

        await recorder.Watch(nobody);

        Assert.False((await recorder.Next<Terminated>()).ExistenceConfirmed);
    }

    [Fact]
    public async Task Nothing_is_told_after_an_unwatch()
    {
        var actor = Spawn((_, _) => { });
        var recorder = Record();
        await recorder.Watch(actor);
        await recorder.Unwatch(actor);

        await actor.GracefulStop(Patience);

        recorder.Ref.Tell("end", ActorRefs.NoSender);
        Assert.Empty(await recorder.UntilMarker("end"));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(30)]
    public async Task Of_many_that_are_watched_each_end_is_told_but_of_those_unwatched(int count)
    {
        var actors = Enumerable.Range(0, count).Select(_ => Spawn((_, _) => { })).ToArray();
        var recorder = Record();
        foreach (var actor in actors)
            await recorder.Watch(actor);
        foreach (var actor in actors.Where((_, i) => i % 3 == 1))
            await recorder.Unwatch(actor);

        foreach (var actor in actors)
            System.Stop(actor);

        var told = new HashSet<IActorRef>();
        var expected = actors.Where((_, i) => i % 3 != 1).ToHashSet();
        while (told.Count < expected.Count)
            Assert.True(told.Add((await recorder.Next<Terminated>()).ActorRef));
        Assert.Equal(expected, told);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(20)]
    public async Task All_that_watch_an_actor_are_told_of_its_end(int count)
    {
        var actor = Spawn((_, _) => { });
        var recorders = Enumerable.Range(0, count).Select(_ => Record()).ToArray();
        foreach (var recorder in recorders)
            await recorder.Watch(actor);
        await recorders[^1].Unwatch(actor);

        System.Stop(actor);

        foreach (var recorder in recorders[..^1])
            Assert.Equal(actor, (await recorder.Next<Terminated>()).ActorRef);
        recorders[^1].Ref.Tell("end", ActorRefs.NoSender);
        Assert.Empty(await recorders[^1].UntilMarker("end"));
    }

    [Fact]
    public async Task A_watch_with_a_message_sends_that_message()
    {
        var actor = Spawn((_, _) => { });
        var recorder = Record();
        var watcher = Spawn((message, context) =>
        {
            if (message is IActorRef subject)
                context.WatchWith(subject, "gone");
            else
                recorder.Ref.Tell(message, context.Self);
        });
        watcher.Tell(actor, ActorRefs.NoSender);
        Assert.NotNull(await watcher.Ask<ActorIdentity>(new Identify(1), Patience));

        System.Stop(actor);

        Assert.Equal("gone", await recorder.Next<string>());
    }

    [Fact]
    public async Task An_unhandled_Terminated_breaks_the_death_pact()
    {
        var actor = Spawn((_, _) => { });
        var watcher = System.ActorOf(Props.Create(() => new Pact(actor)));
        var recorder = Record();
        await recorder.Watch(watcher);

        System.Stop(actor);

        Assert.Equal(watcher, (await recorder.Next<Terminated>()).ActorRef);
    }

    [Fact]
    public async Task The_end_can_be_awaited_from_outside()
    {
        var actor = Spawn((_, _) => { });

        var end = actor.WatchAsync();
        actor.Tell(PoisonPill.Instance, ActorRefs.NoSender);

        Assert.True(await end.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_graceful_stop_of_an_actor_that_does_not_end_is_cancelled()
    {
        var actor = Spawn((_, _) => { });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => actor.GracefulStop(TimeSpan.FromMilliseconds(30), "ignored"));
    }

    private sealed class Pact : ReceiveActor
    {
        public Pact(IActorRef subject) => Context.Watch(subject);
    }
}
