using System.Diagnostics;
using Broker.Runtime.Actor;
using Broker.Runtime.Actor.Internal;
using Broker.Runtime.Actor.Setup;
using Broker.Runtime.Configuration;
using Broker.Runtime.Event;
using Broker.Runtime.TestKit.Configs;
using Broker.Runtime.TestKit.Inbox;

namespace Broker.Runtime.TestKit;

/// <summary>An actor system under test, with a test actor whose messages the test takes and judges.</summary>
/// <remarks>
/// Every wait has a limit: the one given, or what remains of the surrounding <c>Within</c>, or
/// <c>akka.test.single-expect-default</c>. A test that fails says what was missing.
/// </remarks>
public abstract partial class TestKitBase : IActorRefFactory
{
    private static int _systems;
    private static int _testActors;

    private readonly ITestKitAssertions _assertions;
    private readonly MessageInbox _inbox = new();
    private ActorSystem _system = null!;
    private LocalActorRef _testActor = null!;
    private TestKitSettings _settings = null!;
    private TimeSpan? _withinEnd;
    private bool _lastWasNoMessage;
    private MessageEnvelope _lastMessage = NullMessageEnvelope.Instance;

    /// <summary>A kit on <paramref name="system"/>, or on a system of its own.</summary>
    protected TestKitBase(ITestKitAssertions assertions, ActorSystem? system = null, string? testActorName = null)
        : this(assertions, system, ActorSystemSetup.Empty, null, testActorName)
    {
    }

    /// <summary>A kit on a system of its own with <paramref name="setup"/>.</summary>
    protected TestKitBase(ITestKitAssertions assertions, ActorSystemSetup setup, string? actorSystemName = null, string? testActorName = null)
        : this(assertions, null, setup, actorSystemName, testActorName)
    {
    }

    /// <summary>A kit on a system of its own with <paramref name="config"/>.</summary>
    protected TestKitBase(ITestKitAssertions assertions, Config config, string? actorSystemName = null, string? testActorName = null)
        : this(assertions, null, ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config)), actorSystemName, testActorName)
    {
    }

    /// <summary>A kit on <paramref name="system"/>, or on a system of its own with <paramref name="config"/>.</summary>
    protected TestKitBase(
        ITestKitAssertions assertions, ActorSystem? system, ActorSystemSetup config, string? actorSystemName, string? testActorName)
    {
        _assertions = assertions;
        InitializeTest(system, config, actorSystemName, testActorName);
    }

    /// <summary>The time limits and other defaults of the kit.</summary>
    public static Config DefaultConfig => TestConfigs.DefaultConfig;

    /// <summary>As <see cref="DefaultConfig"/>, with everything logged.</summary>
    public static Config FullDebugConfig => ConfigurationFactory.ParseString("akka.loglevel = DEBUG\nakka.stdout-loglevel = DEBUG");

    /// <summary>A clock for measuring; it never goes back.</summary>
    public static TimeSpan Now => Stopwatch.GetElapsedTime(0);

    /// <summary>The system under test.</summary>
    public ActorSystem Sys => _system;

    /// <summary>The time limits.</summary>
    public TestKitSettings TestKitSettings => _settings;

    /// <summary>The actor whose messages the expectations take.</summary>
    public IActorRef TestActor => _testActor;

    /// <summary>The sender of the last message taken.</summary>
    public IActorRef LastSender => _lastMessage.Sender;

    /// <summary>The last message taken.</summary>
    public object LastMessage => _lastMessage.Message;

    /// <summary>Logs as the test.</summary>
    public ILoggingAdapter Log => field ??= Logging.GetLogger(_system, GetType().FullName ?? GetType().Name);

    /// <summary>Whether messages wait to be taken.</summary>
    public bool HasMessages => _inbox.Count > 0;

    /// <summary>Expects events in the log, or dead letters.</summary>
    public EventFilterFactory EventFilter => new(this);

    /// <summary>What the test framework is told through.</summary>
    internal ITestKitAssertions KitAssertions => _assertions;

    /// <summary>Called by the constructors: makes or takes the system, and starts the test actor.</summary>
    protected virtual void InitializeTest(ActorSystem? system, ActorSystemSetup config, string? actorSystemName, string? testActorName)
    {
        if (system is null)
        {
            var bootstrap = config.Get<BootstrapSetup>() is { HasValue: true } given ? given.Value : BootstrapSetup.Create();
            var merged = bootstrap.Config is { HasValue: true } own ? own.Value.WithFallback(DefaultConfig) : DefaultConfig;
            system = ActorSystem.Create(
                actorSystemName ?? "test" + Interlocked.Increment(ref _systems),
                config.And(bootstrap.WithConfig(merged)));
        }

        _system = system;
        _settings = TestKitExtension.For(system);
        testActorName ??= "testActor" + Interlocked.Increment(ref _testActors);
        _testActor = (LocalActorRef)((ExtendedActorSystem)system).SystemActorOf(
            Props.CreateBy(new InboxActorProducer(_inbox)), testActorName);
        if (this is not INoImplicitSender)
            SendAsTestActor();
    }

    /// <summary>Stops the system under test and waits for its end.</summary>
    public virtual void Shutdown(TimeSpan? duration = null, bool verifySystemShutdown = false) =>
        Shutdown(_system, duration, verifySystemShutdown);

    /// <summary>Stops <paramref name="system"/> and waits for its end.</summary>
    protected virtual void Shutdown(ActorSystem system, TimeSpan? duration = null, bool verifySystemShutdown = false)
    {
        var max = duration ?? Dilated(_settings.DefaultTimeout);
        var ended = system.Terminate().Wait(max);
        if (!ended && verifySystemShutdown)
            throw new TimeoutException($"The actor system {system.Name} did not stop within {max}.");
        if (!ended)
            system.Log.Warning("The actor system {0} did not stop within {1}.", system.Name, max);
    }

    /// <inheritdoc cref="ITestKitAssertions.Fail" />
    protected internal void FailTest(string message) => _assertions.Fail(message.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));

    private void SendAsTestActor()
    {
        var cell = (ActorCell)_testActor.Cell;
        CurrentCell.Value = cell;
        SynchronizationContext.SetSynchronizationContext(
            new SenderKeepingSynchronizationContext(cell, SynchronizationContext.Current));
    }

    private sealed class InboxActorProducer(MessageInbox inbox) : IIndirectActorProducer
    {
        public Type ActorType => typeof(InboxActor);

        public ActorBase Produce() => new InboxActor(inbox);

        public void Release(ActorBase actor)
        {
        }
    }
}
