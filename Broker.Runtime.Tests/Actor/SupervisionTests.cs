using System.Runtime.CompilerServices;
using Broker.Runtime.Actor;

namespace EngineTests.Actor;

public sealed class SupervisionTests : LocalSystem
{
    [Fact]
    public async Task A_restart_makes_a_new_instance_and_keeps_the_mailbox()
    {
        var recorder = Record();
        var parent = Parent(recorder, new OneForOneStrategy(_ => Directive.Restart));
        var child = await NewChild(parent, "a");

        child.Tell("one", ActorRefs.NoSender);
        child.Tell(new FormatException("fail"), ActorRefs.NoSender);
        child.Tell("two", ActorRefs.NoSender);

        Assert.Equal("a started", await recorder.Next<string>());
        Assert.Equal("a one 1", await recorder.Next<string>());
        Assert.Equal("a restarting FormatException", await recorder.Next<string>());
        Assert.Equal("a stopped", await recorder.Next<string>());
        Assert.Equal("a started", await recorder.Next<string>());
        Assert.Equal("a two 1", await recorder.Next<string>());
    }

    [Fact]
    public async Task A_resume_keeps_the_instance()
    {
        var recorder = Record();
        var child = await NewChild(Parent(recorder, new OneForOneStrategy(_ => Directive.Resume)), "a");

        child.Tell("one", ActorRefs.NoSender);
        child.Tell(new FormatException(), ActorRefs.NoSender);
        child.Tell("two", ActorRefs.NoSender);

        Assert.Equal("a started", await recorder.Next<string>());
        Assert.Equal("a one 1", await recorder.Next<string>());
        Assert.Equal("a two 2", await recorder.Next<string>());
    }

    [Fact]
    public async Task A_stop_ends_the_child_only()
    {
        var recorder = Record();
        var parent = Parent(recorder, new OneForOneStrategy(_ => Directive.Stop));
        var child = await NewChild(parent, "a");
        var other = await NewChild(parent, "b");
        var deaths = Record();
        await deaths.Watch(child);

        child.Tell(new FormatException(), ActorRefs.NoSender);

        Assert.Equal(child, (await deaths.Next<Terminated>()).ActorRef);
        Assert.NotNull((await other.Ask<ActorIdentity>(new Identify(1), Patience)).Subject);
    }

    [Fact]
    public async Task An_escalated_failure_is_the_failure_of_the_parent()
    {
        var recorder = Record();
        var grandparent = Parent(recorder, new OneForOneStrategy(_ => Directive.Stop));
        var parent = await grandparent.Ask<IActorRef>(
            new ParentOf("p", Props.Create(() => new ParentActor(recorder.Ref, new OneForOneStrategy(_ => Directive.Escalate)))), Patience);
        var child = await NewChild(parent, "a");
        var deaths = Record();
        await deaths.Watch(parent);
        await deaths.Watch(child);

        child.Tell(new FormatException(), ActorRefs.NoSender);

        var ended = new[] { (await deaths.Next<Terminated>()).ActorRef, (await deaths.Next<Terminated>()).ActorRef };
        Assert.Contains(parent, ended);
        Assert.Contains(child, ended);
    }

    [Fact]
    public async Task All_for_one_restarts_every_child()
    {
        var recorder = Record();
        var parent = Parent(recorder, new AllForOneStrategy(_ => Directive.Restart));
        var a = await NewChild(parent, "a");
        var b = await NewChild(parent, "b");
        Assert.Equal(["a started", "b started"], await Take(recorder, 2));

        a.Tell(new FormatException(), ActorRefs.NoSender);
        var events = await Take(recorder, 6);
        b.Tell("again", ActorRefs.NoSender);

        Assert.Equal(
            ["a restarting FormatException", "a started", "a stopped", "b restarting FormatException", "b started", "b stopped"],
            events);
        Assert.Equal("b again 1", await recorder.Next<string>());
    }

    [Fact]
    public async Task Too_many_restarts_in_the_window_stop_the_child()
    {
        var recorder = Record();
        var parent = Parent(recorder, new OneForOneStrategy(2, TimeSpan.FromMinutes(1), _ => Directive.Restart));
        var child = await NewChild(parent, "a");
        var deaths = Record();
        await deaths.Watch(child);

        for (var i = 0; i < 3; i++)
            child.Tell(new FormatException(), ActorRefs.NoSender);

        await deaths.Next<Terminated>();
        recorder.Ref.Tell("end", ActorRefs.NoSender);
        Assert.Equal(2, (await recorder.UntilMarker("end")).Count(e => e is "a restarting FormatException"));
    }

    [Fact]
    public async Task An_actor_that_cannot_be_created_is_stopped()
    {
        var recorder = Record();
        var parent = Parent(recorder, SupervisorStrategy.DefaultStrategy);
        var child = await parent.Ask<IActorRef>(new ParentOf("broken", Props.Create(() => new Broken())), Patience);

        await recorder.Watch(child);

        Assert.Equal(child, (await recorder.Next<Terminated>()).ActorRef);
    }

    [Fact]
    public async Task Kill_fails_the_actor_and_stops_it_by_default()
    {
        var recorder = Record();
        var actor = Spawn((_, _) => { });
        await recorder.Watch(actor);

        actor.Tell(Kill.Instance, ActorRefs.NoSender);

        await recorder.Next<Terminated>();
    }

    [Fact]
    public async Task A_parent_ends_after_its_children()
    {
        var recorder = Record();
        var parent = Parent(recorder, SupervisorStrategy.DefaultStrategy);
        await NewChild(parent, "a");
        await NewChild(parent, "b");

        await parent.GracefulStop(Patience);

        var events = (await Take(recorder, 4)).Append(await recorder.Next<string>()).ToList();
        Assert.Equal("parent stopped", events[^1]);
        Assert.Contains("a stopped", events);
        Assert.Contains("b stopped", events);
    }

    [Fact]
    public async Task The_name_of_a_child_is_free_again_when_it_has_ended()
    {
        var parent = Parent(Record(), SupervisorStrategy.DefaultStrategy);
        var first = await NewChild(parent, "a");

        var again = await Assert.ThrowsAsync<InvalidActorNameException>(() => NewChild(parent, "a"));
        await first.GracefulStop(Patience);
        var second = await NewChild(parent, "a");

        Assert.Contains("not unique", again.Message, StringComparison.Ordinal);
        Assert.Equal(first.Path, second.Path);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task A_message_to_an_earlier_incarnation_does_not_reach_the_next()
    {
        var recorder = Record();
        var parent = Parent(recorder, SupervisorStrategy.DefaultStrategy);
        var first = await NewChild(parent, "a");
        await first.GracefulStop(Patience);
        var second = await NewChild(parent, "a");

        first.Tell("lost", ActorRefs.NoSender);
        second.Tell("found", ActorRefs.NoSender);

        Assert.Equal(["a found 1", "a started", "a started", "a stopped"], await Take(recorder, 4));
    }

    [Theory]
    [InlineData("")]
    [InlineData("$x")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("ä")]
    [InlineData("a%2")]
    public void Names_that_are_not_valid_are_refused(string name) =>
        Assert.Throws<InvalidActorNameException>(() => Spawn((_, _) => { }, name));

    [Theory]
    [InlineData("a")]
    [InlineData("a-b_c.d*e+f:g@h&i=j,k!l~m'n;o(p)")]
    [InlineData("%2Fa")]
    public void Names_that_are_valid_are_taken(string name) => Assert.Equal(name, Spawn((_, _) => { }, name).Path.Name);

    private static Task<IActorRef> NewChild(IActorRef parent, string name) => parent.Ask<IActorRef>(name, Patience);

    private static async Task<List<string>> Take(Recorder recorder, int count)
    {
        var events = new List<string>();
        while (events.Count < count)
            events.Add(await recorder.Next<string>());
        events.Sort(StringComparer.Ordinal);
        return events;
    }

    [Theory]
    [InlineData(Directive.Restart)]
    [InlineData(Directive.Resume)]
    public async Task An_actor_that_was_never_made_is_made_by_a_restart_and_by_a_resume(Directive directive)
    {
        var recorder = Record();
        var attempts = new StrongBox<int>();
        var parent = Parent(Record(), new OneForOneStrategy(_ => directive));

        var child = await parent.Ask<IActorRef>(new ParentOf("late", Props.Create(() => new LateActor(recorder.Ref, attempts))), Patience);
        child.Tell("kept meanwhile", ActorRefs.NoSender);

        Assert.Equal("started at attempt 3", await recorder.Next<string>());
        Assert.Equal("kept meanwhile", await recorder.Next<string>());
    }

    private IActorRef Parent(Recorder recorder, SupervisorStrategy strategy) =>
        System.ActorOf(Props.Create(() => new ParentActor(recorder.Ref, strategy)));

    private sealed record ParentOf(string Name, Props Props);

    private sealed class Broken : UntypedActor
    {
        public Broken() => throw new FormatException("cannot be made");

        protected override void OnReceive(object message)
        {
        }
    }

    /// <summary>Fails twice while it is made, and has a child by then.</summary>
    private sealed class LateActor : UntypedActor
    {
        private readonly IActorRef _recorder;
        private readonly StrongBox<int> _attempts;

        public LateActor(IActorRef recorder, StrongBox<int> attempts)
        {
            (_recorder, _attempts) = (recorder, attempts);
            Context.ActorOf(Props.Empty, "child");
            if (++attempts.Value < 3)
                throw new FormatException("not yet");
        }

        protected override void OnReceive(object message) => _recorder.Tell(message, Self);

        protected override void PreStart() => _recorder.Tell($"started at attempt {_attempts.Value}", Self);

        protected override void PostRestart(Exception reason) => _recorder.Tell("restarted", Self);
    }

    private sealed class ParentActor(IActorRef recorder, SupervisorStrategy strategy) : UntypedActor
    {
        protected override SupervisorStrategy SupervisorStrategy() => strategy;

        protected override void OnReceive(object message)
        {
            try
            {
                if (message is string name)
                    Sender.Tell(Context.ActorOf(Props.Create(() => new ChildActor(recorder)), name), Self);
                else if (message is ParentOf other)
                    Sender.Tell(Context.ActorOf(other.Props, other.Name), Self);
            }
            catch (InvalidActorNameException e)
            {
                Sender.Tell(new Status.Failure(e), Self);
            }
        }

        protected override void PostStop() => recorder.Tell("parent stopped", Self);
    }

    private sealed class ChildActor(IActorRef recorder) : UntypedActor
    {
        private int _count;

        protected override void OnReceive(object message)
        {
            if (message is Exception failure)
                throw failure;
            recorder.Tell($"{Self.Path.Name} {message} {++_count}", Self);
        }

        protected override void PreStart() => recorder.Tell($"{Self.Path.Name} started", Self);

        protected override void PostStop() => recorder.Tell($"{Self.Path.Name} stopped", Self);

        protected override void PreRestart(Exception reason, object? message)
        {
            Assert.IsAssignableFrom<Exception>(message ?? reason);
            recorder.Tell($"{Self.Path.Name} restarting {reason.GetType().Name}", Self);
            base.PreRestart(reason, message);
        }
    }
}
