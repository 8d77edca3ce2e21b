using Broker.Runtime.Actor;
using Broker.Runtime.Configuration;

namespace EngineTests.Actor;

public sealed class ActorSystemTests : LocalSystem
{
    [Fact]
    public async Task Terminating_ends_all_actors_and_runs_the_callbacks()
    {
        var system = ActorSystem.Create("ending", ConfigurationFactory.ParseString("akka.loglevel = OFF"));
        var stopped = new TaskCompletionSource();
        var order = new List<string>();
        system.ActorOf(Props.Create(() => new Last(stopped)));
        system.RegisterOnTermination(() => order.Add("first registered"));
        system.RegisterOnTermination(() => order.Add("last registered"));

        await system.Terminate().WaitAsync(Patience);

        Assert.True(stopped.Task.IsCompleted);
        Assert.Equal(["last registered", "first registered"], order);
        Assert.True(system.WhenTerminated.IsCompletedSuccessfully);
        Assert.Throws<InvalidOperationException>(() => system.ActorOf(Props.Empty));
    }

    [Fact]
    public void An_extension_is_made_once()
    {
        var first = new CounterId().Get(System);
        var second = new CounterId().Get(System);

        Assert.Same(first, second);
        Assert.True(System.HasExtension<Counter>());
        Assert.Same(first, System.GetExtension<Counter>());
        Assert.Same(first, System.WithExtension<Counter, CounterId>());
    }

    [Fact]
    public void Extensions_can_be_configured()
    {
        var name = $"{typeof(CounterId).FullName}, {typeof(CounterId).Assembly.GetName().Name}";
        using var system = ActorSystem.Create("extended", ConfigurationFactory.ParseString($"akka.loglevel = OFF, akka.extensions = [\"{name}\"]"));

        Assert.True(system.HasExtension<Counter>());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("-a")]
    public void System_names_are_checked(string name) => Assert.Throws<ArgumentException>(() => ActorSystem.Create(name));

    [Fact]
    public async Task A_setup_gives_configuration_and_provider()
    {
        var setup = BootstrapSetup.Create()
            .WithConfig(ConfigurationFactory.ParseString("akka.loglevel = OFF, mine = 5"))
            .WithActorRefProvider(ProviderSelection.Local.Instance);
        var system = ActorSystem.Create("setup", setup);

        Assert.Equal(5, system.Settings.Config.GetInt("mine"));
        Assert.False(system.Settings.HasCluster);
        await system.Terminate().WaitAsync(Patience);
    }

    [Fact]
    public async Task A_child_cannot_be_added_to_an_actor_that_ends()
    {
        var system = ActorSystem.Create("ended", ConfigurationFactory.ParseString("akka.loglevel = OFF"));
        await system.Terminate().WaitAsync(Patience);

        Assert.Throws<InvalidOperationException>(() => system.ActorOf(Props.Empty, "late"));
    }

    [Fact]
    public async Task Ten_thousand_actors_are_made_and_ended_quickly()
    {
        var props = Props.Create(() => new Last(new TaskCompletionSource()));
        var parent = Spawn((message, context) =>
        {
            for (var i = 0; i < 10_000; i++)
                context.ActorOf(props);
            context.Sender.Tell("made", context.Self);
        });

        Assert.Equal("made", await parent.Ask<string>("make", Patience));
        Assert.True(await parent.GracefulStop(Patience));
    }

    private sealed class Last(TaskCompletionSource stopped) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }

        protected override void PostStop() => stopped.TrySetResult();
    }

    public sealed class Counter : IExtension;

    public sealed class CounterId : ExtensionIdProvider<Counter>
    {
        public override Counter CreateExtension(ExtendedActorSystem system) => new();
    }
}
