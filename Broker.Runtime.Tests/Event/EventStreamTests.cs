using Broker.Runtime.Actor;
using Broker.Runtime.Event;
using EngineTests.Actor;

namespace EngineTests.Event;

public sealed class EventStreamTests : LocalSystem
{
    [Fact]
    public async Task Subscribers_get_events_of_their_type_and_of_derived_types()
    {
        var recorder = Record();
        System.EventStream.Subscribe(recorder.Ref, typeof(Base));

        System.EventStream.Publish("not for us");
        System.EventStream.Publish(new Derived());
        System.EventStream.Publish(new Base());

        await recorder.Next<Derived>();
        await recorder.Next<Base>();
    }

    [Fact]
    public async Task An_event_comes_once_also_when_subscribed_twice()
    {
        var recorder = Record();
        Assert.True(System.EventStream.Subscribe(recorder.Ref, typeof(Base)));
        Assert.False(System.EventStream.Subscribe(recorder.Ref, typeof(Base)));
        System.EventStream.Subscribe(recorder.Ref, typeof(Derived));

        System.EventStream.Publish(new Derived());
        recorder.Ref.Tell("end", ActorRefs.NoSender);

        Assert.Single(await recorder.UntilMarker("end"));
    }

    [Fact]
    public async Task Nothing_comes_after_unsubscribing()
    {
        var recorder = Record();
        System.EventStream.Subscribe(recorder.Ref, typeof(Base));
        Assert.True(System.EventStream.Unsubscribe(recorder.Ref, typeof(Base)));
        Assert.False(System.EventStream.Unsubscribe(recorder.Ref));

        System.EventStream.Publish(new Base());
        recorder.Ref.Tell("end", ActorRefs.NoSender);

        Assert.Empty(await recorder.UntilMarker("end"));
    }

    [Fact]
    public async Task A_dead_subscriber_is_unsubscribed_by_itself()
    {
        var actor = Spawn((_, _) => { });
        System.EventStream.Subscribe(actor, typeof(Base));
        await actor.GracefulStop(Patience);
        var recorder = Record();
        System.EventStream.Subscribe(recorder.Ref, typeof(DeadLetter));

        // The unsubscriber learns of the end on its own; until then an event is a dead letter.
        var start = System.Scheduler.MonotonicClock;
        while (System.EventStream.Unsubscribe(actor, typeof(Base)))
        {
            System.EventStream.Subscribe(actor, typeof(Base));
            Assert.True(System.Scheduler.MonotonicClock - start < Patience);
            await Task.Yield();
        }
    }

    [Fact]
    public async Task A_message_to_an_ended_actor_is_a_dead_letter()
    {
        var actor = Spawn((_, _) => { });
        await actor.GracefulStop(Patience);
        var recorder = Record();
        System.EventStream.Subscribe<DeadLetter>(recorder.Ref);

        actor.Tell("late", recorder.Ref);

        var letter = await recorder.Next<DeadLetter>();
        Assert.Equal("late", letter.Message);
        Assert.Equal(actor, letter.Recipient);
        Assert.Equal(recorder.Ref, letter.Sender);
    }

    [Fact]
    public async Task Messages_in_the_mailbox_of_an_actor_that_ends_are_dead_letters()
    {
        var recorder = Record();
        System.EventStream.Subscribe<DeadLetter>(recorder.Ref);
        var actor = Spawn((_, context) => context.Stop(context.Self));

        for (var i = 0; i < 10; i++)
            actor.Tell(i, ActorRefs.NoSender);

        for (var i = 1; i < 10; i++)
            Assert.Equal(i, (await recorder.Next<DeadLetter>()).Message);
    }

    [Fact]
    public async Task What_is_expected_to_come_late_is_no_dead_letter()
    {
        var actor = Spawn((_, _) => { });
        await actor.GracefulStop(Patience);
        var recorder = Record();
        System.EventStream.Subscribe<AllDeadLetters>(recorder.Ref);

        actor.Tell(PoisonPill.Instance, ActorRefs.NoSender);

        await recorder.Next<SuppressedDeadLetter>();
    }

    private class Base;

    private sealed class Derived : Base;
}
