using Broker.Runtime.Actor;
using Broker.Runtime.Actor.Internal;
using Broker.Runtime.Configuration;
using Broker.Runtime.Event;
using Broker.Runtime.Remote.Links;
using Broker.Runtime.Serialization;

namespace Broker.Runtime.Remote;

/// <summary>The provider of a system that other systems can reach.</summary>
public class RemoteActorRefProvider : IRemoteActorRefProvider
{
    private readonly LocalActorRefProvider _local;
    private readonly ReferenceCache _cache = new();
    private Remoting? _remoting;
    private Task? _termination;

    /// <summary>Creates it; <see cref="Init"/> starts remoting.</summary>
    public RemoteActorRefProvider(string systemName, Settings settings, EventStream eventStream)
    {
        settings.InjectTopLevelFallback(ConfigurationFactory.FromResource<RemoteActorRefProvider>("Broker.Runtime.Remote.reference.conf"));
        _local = new LocalActorRefProvider(systemName, settings, eventStream);
        Settings = settings;
        RemoteSettings = new RemoteSettings(settings.Config);
    }

    /// <inheritdoc />
    public RemoteSettings RemoteSettings { get; }

    /// <inheritdoc />
    public RemoteTransport Transport => Remoting;

    /// <inheritdoc />
    public IActorRef RemoteWatcher { get; private set; } = ActorRefs.Nobody;

    /// <inheritdoc />
    public ActorPath RootPath => _local.RootPath;

    /// <inheritdoc />
    public IInternalActorRef RootGuardian => _local.RootGuardian;

    /// <inheritdoc />
    public LocalActorRef Guardian => _local.Guardian;

    /// <inheritdoc />
    public LocalActorRef SystemGuardian => _local.SystemGuardian;

    /// <inheritdoc />
    public IInternalActorRef TempContainer => _local.TempContainer;

    /// <inheritdoc />
    public IActorRef DeadLetters => _local.DeadLetters;

    /// <inheritdoc />
    public IActorRef IgnoreRef => _local.IgnoreRef;

    /// <inheritdoc />
    public Address DefaultAddress => Remoting.DefaultAddress;

    /// <inheritdoc />
    public Information SerializationInformation => new(DefaultAddress, Remoting.System);

    /// <inheritdoc />
    public Settings Settings { get; }

    /// <summary>Ends when all actors and then remoting have ended, so that their last messages still go out.</summary>
    public Task TerminationTask => _termination ??= TerminateAsync();

    /// <summary>The engine's own remoting.</summary>
    internal Remoting Remoting => _remoting ?? throw new InvalidOperationException("Remoting has not started.");

    /// <inheritdoc />
    public virtual void Init(ActorSystemImpl system)
    {
        Util.Option<RemotingSetup> setup = Settings.Setup.Get<RemotingSetup>();
        Remoting remoting = new(system, this, RemoteSettings, setup.HasValue ? setup.Value : null);
        _remoting = remoting;
        try
        {
            remoting.Start();
            _local.Init(system);
            RemoteWatcher = CreateRemoteWatcher(system);
        }
        catch
        {
            remoting.Shutdown().GetAwaiter().GetResult();
            throw;
        }
    }

    /// <inheritdoc />
    public IInternalActorRef ActorOf(
        ActorSystemImpl system,
        Props props,
        IInternalActorRef supervisor,
        ActorPath path,
        bool systemService,
        Deploy? deploy,
        bool lookupDeploy,
        bool async) => _local.ActorOf(system, props, supervisor, path, systemService, deploy, lookupDeploy, async);

    /// <inheritdoc />
    public bool HasAddress(Address address) => address.Equals(RootPath.Address) || address.Equals(DefaultAddress);

    /// <inheritdoc />
    public Address? GetExternalAddressFor(Address address) => address.HasGlobalScope || HasAddress(address) ? DefaultAddress : null;

    /// <inheritdoc />
    public IActorRef RootGuardianAt(Address address) =>
        HasAddress(address) ? RootGuardian : CreateRemoteRef(new RootActorPath(address), DefaultAddress);

    /// <inheritdoc />
    public IActorRef ResolveActorRef(string path)
    {
        if (_cache.Find(path) is { } known)
            return known;
        IActorRef found = InternalResolveActorRef(path);
        if (found is RemoteActorRef)
            _cache.Add(path, found);
        return found;
    }

    /// <inheritdoc />
    public IActorRef ResolveActorRef(ActorPath actorPath) =>
        HasAddress(actorPath.Address) ? ResolveHere(actorPath) : CreateRemoteRef(actorPath, DefaultAddress);

    /// <inheritdoc />
    public IActorRef InternalResolveActorRef(string path) =>
        ActorPath.TryParse(path, out ActorPath? actorPath) ? ResolveActorRef(actorPath) : DeadLetters;

    /// <inheritdoc />
    public IInternalActorRef ResolveActorRefWithLocalAddress(string path, Address localAddress)
    {
        if (!path.StartsWith('/'))
            return (IInternalActorRef)ResolveActorRef(path);
        bool isHere = HasAddress(localAddress);
        RootActorPath root = new(isHere ? RootPath.Address : localAddress);
        if (!ActorPath.TryParse(root, path, out ActorPath? actorPath))
            return (IInternalActorRef)DeadLetters;
        return isHere ? ResolveHere(actorPath) : CreateRemoteRef(actorPath, DefaultAddress);
    }

    /// <inheritdoc />
    public ActorPath TempPath() => _local.TempPath();

    /// <inheritdoc />
    public void RegisterTempActor(IInternalActorRef actorRef, ActorPath path) => _local.RegisterTempActor(actorRef, path);

    /// <inheritdoc />
    public void UnregisterTempActor(ActorPath path) => _local.UnregisterTempActor(path);

    /// <inheritdoc />
    public FutureActorRef<T> CreateFutureRef<T>(TaskCompletionSource<T> tcs) => new(tcs, TempPath(), this);

    /// <inheritdoc />
    public void Quarantine(Address address, int? uid) => Transport.Quarantine(address, uid);

    /// <summary>Creates the reference of a remote actor.</summary>
    protected virtual IInternalActorRef CreateRemoteRef(ActorPath actorPath, Address localAddress) =>
        new RemoteActorRef(Transport, localAddress, actorPath, ActorRefs.Nobody, props: null, deploy: null);

    /// <summary>Creates the actor that watches remote actors.</summary>
    protected virtual IActorRef CreateRemoteWatcher(ActorSystemImpl system) =>
        system.SystemActorOf(Props.Create(() => new RemoteWatcher(Remoting, RemoteSettings)), "remote-watcher");

    /// <summary>A local actor; where there is none, a reference that others can tell from this system's by its address and uid.</summary>
    private IInternalActorRef ResolveHere(ActorPath path)
    {
        IInternalActorRef found = (IInternalActorRef)_local.Resolve(path);
        return found is EmptyLocalActorRef
            ? new EmptyLocalActorRef(this, (RootPath / path.Elements).WithUid(path.Uid), _local.EventStream)
            : found;
    }

    private async Task TerminateAsync()
    {
        await _local.TerminationTask.ConfigureAwait(false);
        await Remoting.Shutdown().ConfigureAwait(false);
    }
}
