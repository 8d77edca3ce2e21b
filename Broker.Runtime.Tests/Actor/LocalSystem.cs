using Broker.Runtime.Actor;
using Broker.Runtime.Configuration;

namespace EngineTests.Actor;

/// <summary>A local system for one test class, ended after each test.</summary>
public abstract class LocalSystem : IAsyncLifetime
{
    /// <summary>How long a test waits for something that has to happen.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    protected LocalSystem(string? hocon = null) =>
        System = ActorSystem.Create("local", ConfigurationFactory.ParseString(hocon ?? "akka.loglevel = OFF, akka.stdout-loglevel = OFF"));

    protected ActorSystem System { get; }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await System.Terminate().WaitAsync(Patience);

    /// <summary>A new actor that hands every message to <paramref name="receive"/>.</summary>
    protected IActorRef Spawn(Action<object, IActorContext> receive, string? name = null) =>
        System.ActorOf(Props.Create(() => new Inline(receive)), name);

    /// <summary>A mailbox that a test reads from.</summary>
    protected Recorder Record() => new(System);

    private sealed class Inline(Action<object, IActorContext> receive) : UntypedActor
    {
        protected override void OnReceive(object message) => receive(message, Context);
    }
}
