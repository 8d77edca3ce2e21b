using Broker.Runtime.Actor.Internal;
using Broker.Runtime.Event;
using Broker.Runtime.Serialization;

namespace Broker.Runtime.Actor;

/// <summary>The provider of a system that reaches no other; the others build on it.</summary>
public sealed class LocalActorRefProvider : IActorRefProvider
{
    private readonly RootGuardianSupervisor _supervisor;
    private VirtualPathContainer _temp = null!;
    private RootGuardianActorRef _root = null!;
    private ActorSystemImpl _system = null!;
    private long _tempNumber = -1;

    /// <summary>Creates it; the rest is done by <see cref="Init"/>.</summary>
    public LocalActorRefProvider(string systemName, Settings settings, EventStream eventStream)
    {
        Settings = settings;
        EventStream = eventStream;
        var root = new RootActorPath(new Address("akka", systemName));
        RootPath = root;
        _supervisor = new RootGuardianSupervisor(root, eventStream);
        DeadLetters = new DeadLetterActorRef(this, root / "deadLetters", eventStream);
        IgnoreRef = new IgnoreActorRef(this);
    }

    /// <inheritdoc />
    public ActorPath RootPath { get; }

    /// <inheritdoc />
    public Settings Settings { get; }

    /// <summary>The system's event stream.</summary>
    public EventStream EventStream { get; }

    /// <inheritdoc />
    public IActorRef DeadLetters { get; }

    /// <inheritdoc />
    public IActorRef IgnoreRef { get; }

    /// <inheritdoc />
    public IInternalActorRef RootGuardian => _root;

    /// <inheritdoc />
    public LocalActorRef Guardian { get; private set; } = null!;

    /// <inheritdoc />
    public LocalActorRef SystemGuardian { get; private set; } = null!;

    /// <inheritdoc />
    public IInternalActorRef TempContainer => _temp;

    /// <inheritdoc />
    public Task TerminationTask => _supervisor.Ended;

    /// <inheritdoc />
    public Address DefaultAddress => RootPath.Address;

    /// <inheritdoc />
    public Information SerializationInformation => new(DefaultAddress, _system);

    /// <inheritdoc />
    public void Init(ActorSystemImpl system)
    {
        _system = system;
        var dispatcher = system.Dispatchers.DefaultGlobalDispatcher;
        var userStrategy = SupervisorStrategyConfigurator.CreateConfigurator(Settings.SupervisorStrategyClass).Create();
        _root = new RootGuardianActorRef(
            system,
            Props.Create<RootGuardianActor>().WithSupervisorStrategy(new OneForOneStrategy(static _ => Directive.Stop)),
            dispatcher,
            _supervisor,
            RootPath);
        _temp = new VirtualPathContainer(this, RootPath / "temp", _root);
        _root.RegisterExtraName("temp", _temp);
        _root.RegisterExtraName("deadLetters", (IInternalActorRef)DeadLetters);
        _root.Start();

        Guardian = (LocalActorRef)_root.Cell.AttachGuardian(Props.Create<GuardianActor>().WithSupervisorStrategy(userStrategy), "user");
        var systemStrategy = new OneForOneStrategy(Decider.From(
            Directive.Restart,
            Directive.Stop.When<ActorKilledException>(),
            Directive.Stop.When<ActorInitializationException>()));
        SystemGuardian = (LocalActorRef)_root.Cell.AttachGuardian(
            Props.Create<SystemGuardianActor>(Guardian).WithSupervisorStrategy(systemStrategy),
            "system");
        _root.Tell(new RootGuardianActor.WatchSystemGuardian(SystemGuardian), ActorRefs.NoSender);
    }

    /// <summary>Gives a reference that is no actor a name below the root.</summary>
    public void RegisterExtraName(string name, IInternalActorRef actor) => _root.RegisterExtraName(name, actor);

    /// <inheritdoc />
    public IInternalActorRef ActorOf(
        ActorSystemImpl system,
        Props props,
        IInternalActorRef supervisor,
        ActorPath path,
        bool systemService,
        Deploy? deploy,
        bool lookupDeploy,
        bool async) =>
        new LocalActorRef(system, props, system.Dispatchers.Lookup(deploy is { Dispatcher.Length: > 0 } ? deploy.Dispatcher : props.Dispatcher), supervisor, path);

    /// <inheritdoc />
    public IActorRef ResolveActorRef(string path) =>
        ActorPath.TryParse(path, out var actorPath) && actorPath.Address.Equals(RootPath.Address) ? Resolve(actorPath) : DeadLetters;

    /// <inheritdoc />
    public IActorRef ResolveActorRef(ActorPath actorPath) =>
        actorPath.Address.Equals(RootPath.Address) ? Resolve(actorPath) : DeadLetters;

    /// <inheritdoc />
    public IActorRef RootGuardianAt(Address address) => address.Equals(RootPath.Address) ? _root : DeadLetters;

    /// <inheritdoc />
    public ActorPath TempPath() => _temp.Path / Base64.Encode(Interlocked.Increment(ref _tempNumber));

    /// <inheritdoc />
    public void RegisterTempActor(IInternalActorRef actorRef, ActorPath path) => _temp.AddChild(path.Name, actorRef);

    /// <inheritdoc />
    public void UnregisterTempActor(ActorPath path) => _temp.RemoveChild(path.Name);

    /// <inheritdoc />
    public FutureActorRef<T> CreateFutureRef<T>(TaskCompletionSource<T> tcs) => new(tcs, TempPath(), this);

    /// <inheritdoc />
    public Address? GetExternalAddressFor(Address address) => address.Equals(RootPath.Address) ? address : null;

    /// <summary>The local actor at the elements of a path whose address is known to be this system's.</summary>
    internal IActorRef Resolve(ActorPath path)
    {
        var elements = path.ElementsWithUid;
        if (elements.Count == 0)
            return _root;
        var actor = _root.GetChild(elements);
        return actor.IsNobody() ? new EmptyLocalActorRef(this, RootPath / path.Elements, EventStream) : actor;
    }
}
