using Broker.Runtime.Actor;

namespace EngineTests.Actor;

public sealed class PropsTests : LocalSystem
{
    [Fact]
    public async Task Constructor_arguments_may_be_expressions_of_any_kind()
    {
        var local = 2;
        var box = new Box { Value = 3 };

        var actor = System.ActorOf(Props.Create(() => new Adder(local, box.Value, Math.Max(1, 4))));

        Assert.Equal(9, await actor.Ask<int>("sum", Patience));
    }

    [Fact]
    public async Task Constructor_arguments_may_be_given_as_objects_and_defaults_fill_the_rest()
    {
        Assert.Equal(6, await System.ActorOf(Props.Create<Adder>(1, 2, 3)).Ask<int>("sum", Patience));
        Assert.Equal(103, await System.ActorOf(Props.Create(typeof(Adder), 1, 2)).Ask<int>("sum", Patience));
    }

    [Fact]
    public async Task Arguments_are_evaluated_once_however_many_actors_are_made()
    {
        var calls = 0;
        Func<int> next = () => ++calls;
        var props = Props.Create(() => new Adder(next(), 0, 0));

        var first = System.ActorOf(props);
        var second = System.ActorOf(props);

        Assert.Equal(1, await first.Ask<int>("sum", Patience));
        Assert.Equal(1, await second.Ask<int>("sum", Patience));
    }

    [Fact]
    public async Task A_producer_makes_and_takes_back_instances()
    {
        var producer = new Producer();
        var actor = System.ActorOf(Props.CreateBy(producer));

        Assert.Equal(1, await actor.Ask<int>("sum", Patience));
        await actor.GracefulStop(Patience);

        Assert.Equal(1, producer.Released);
    }

    [Fact]
    public void What_is_no_actor_cannot_be_made() => Assert.Throws<ArgumentException>(() => Props.Create(typeof(string)));

    [Fact]
    public async Task A_missing_constructor_fails_the_actor()
    {
        var recorder = Record();

        await recorder.Watch(System.ActorOf(Props.Create<Adder>("text")));

        await recorder.Next<Terminated>();
    }

    private sealed class Box
    {
        public int Value { get; init; }
    }

    private sealed class Adder(int a, int b, int c = 100) : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(a + b + c, Self);
    }

    private sealed class Producer : IIndirectActorProducer
    {
        public int Released { get; private set; }

        public Type ActorType => typeof(Adder);

        public ActorBase Produce() => new Adder(1, 0, 0);

        public void Release(ActorBase actor) => Released++;
    }
}
