using Broker.Runtime.Actor;
using Broker.Runtime.Event;

namespace EngineTests.Actor;

public sealed class BehaviorTests : LocalSystem
{
    [Fact]
    public async Task Behaviours_can_be_replaced_and_stacked()
    {
        var actor = System.ActorOf(Props.Create(() => new Moody()));

        Assert.Equal("first", await actor.Ask<string>("?", Patience));
        actor.Tell("push", ActorRefs.NoSender);
        Assert.Equal("second", await actor.Ask<string>("?", Patience));
        actor.Tell("pop", ActorRefs.NoSender);
        Assert.Equal("first", await actor.Ask<string>("?", Patience));
    }

    [Fact]
    public async Task The_first_handler_that_matches_is_used()
    {
        var actor = System.ActorOf(Props.Create(() => new Ordered()));

        Assert.Equal("small", await actor.Ask<string>(1, Patience));
        Assert.Equal("int", await actor.Ask<string>(100, Patience));
        Assert.Equal("text", await actor.Ask<string>("x", Patience));
        Assert.Equal("long", await actor.Ask<string>(5L, Patience));
        Assert.Equal("any", await actor.Ask<string>(1.5, Patience));
    }

    [Fact]
    public async Task An_unhandled_message_is_published()
    {
        var recorder = Record();
        System.EventStream.Subscribe<UnhandledMessage>(recorder.Ref);
        var actor = System.ActorOf(Props.Create(() => new OnlyText()));

        actor.Tell(17, recorder.Ref);

        var unhandled = await recorder.Next<UnhandledMessage>();
        Assert.Equal(17, unhandled.Message);
        Assert.Equal(actor, unhandled.Recipient);
    }

    [Fact]
    public async Task A_handler_after_one_for_everything_is_a_mistake()
    {
        var recorder = Record();
        var actor = System.ActorOf(Props.Create(() => new Unreachable()));

        await recorder.Watch(actor);

        await recorder.Next<Terminated>();
    }

    [Fact]
    public async Task Become_in_the_constructor_is_the_first_behaviour()
    {
        var actor = System.ActorOf(Props.Create(() => new BornOther()));

        Assert.Equal("other", await actor.Ask<string>("?", Patience));
    }

    [Fact]
    public void An_actor_cannot_be_made_with_new() => Assert.Throws<ActorInitializationException>(() => new OnlyText());

    private sealed class Moody : ReceiveActor
    {
        public Moody()
        {
            Receive<string>(m => m == "push", _ => BecomeStacked(Second));
            ReceiveAny(_ => Sender.Tell("first", Self));
        }

        private void Second()
        {
            Receive<string>(m => m == "pop", _ => UnbecomeStacked());
            ReceiveAny(_ => Sender.Tell("second", Self));
        }
    }

    private sealed class Ordered : ReceiveActor
    {
        public Ordered()
        {
            Receive<int>(_ => Sender.Tell("small", Self), n => n < 10);
            Receive<int>(_ => Sender.Tell("int", Self));
            Receive<string>(_ =>
            {
                Sender.Tell("text", Self);
                return true;
            });
            Receive(typeof(long), _ => Sender.Tell("long", Self));
            ReceiveAny(_ => Sender.Tell("any", Self));
        }
    }

    private sealed class OnlyText : ReceiveActor
    {
        public OnlyText() => Receive<string>(_ => { });
    }

    private sealed class Unreachable : ReceiveActor
    {
        public Unreachable()
        {
            ReceiveAny(_ => { });
            Receive<string>(_ => { });
        }
    }

    private sealed class BornOther : ReceiveActor
    {
        public BornOther()
        {
            ReceiveAny(_ => Sender.Tell("first", Self));
            Become(() => ReceiveAny(_ => Sender.Tell("other", Self)));
        }
    }
}
