using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;
using Broker.Runtime.Actor.Setup;
using Broker.Runtime.Configuration;
using Broker.Runtime.Dispatch;
using Broker.Runtime.Event;
using Broker.Runtime.Util;

namespace Broker.Runtime.Actor.Internal;

/// <summary>The one implementation of an actor system.</summary>
public sealed partial class ActorSystemImpl : ExtendedActorSystem
{
    private readonly ConcurrentDictionary<Type, Lazy<object>> _extensions = new();
    private readonly TerminationCallbacks _callbacks = new();
    private readonly StandardOutLogger _stdout = new();
    private int _terminating;

    /// <summary>Creates a system that has not started.</summary>
    public ActorSystemImpl(string name, Config config, ActorSystemSetup setup)
    {
        if (!NamePattern().IsMatch(name))
            throw new ArgumentException($"\"{name}\" is not a valid system name: it consists of letters, digits, - and _, and begins with a letter or digit.", nameof(name));
        Name = name;
        Settings = new Settings(this, config, setup);
        EventStream = new EventStream(Settings.DebugEventStream);
        EventStream.SetLogLevel(Logging.LogLevelFor(Settings.LogLevel));
        SubscribeLogger(_stdout, Logging.LogLevelFor(Settings.StdoutLogLevel));
        Log = Logging.GetLogger(EventStream, $"ActorSystem({name})");
        Scheduler = CreateScheduler();
        Dispatchers = new Dispatchers(Settings);
        Provider = ProviderSelector.Create(name, Settings, EventStream);
        Serialization = new Serialization.Serialization(this);
    }

    /// <inheritdoc />
    public override string Name { get; }

    /// <inheritdoc />
    public override Settings Settings { get; }

    /// <inheritdoc />
    public override EventStream EventStream { get; }

    /// <inheritdoc />
    public override Serialization.Serialization Serialization { get; }

    /// <inheritdoc />
    public override IActorRefProvider Provider { get; }

    /// <inheritdoc />
    public override IActorRef DeadLetters => Provider.DeadLetters;

    /// <inheritdoc />
    public override IActorRef IgnoreRef => Provider.IgnoreRef;

    /// <inheritdoc />
    public override Dispatchers Dispatchers { get; }

    /// <inheritdoc />
    public override IScheduler Scheduler { get; }

    /// <inheritdoc />
    public override ILoggingAdapter Log { get; }

    /// <inheritdoc />
    public override IInternalActorRef Guardian => Provider.Guardian;

    /// <inheritdoc />
    public override IInternalActorRef LookupRoot => Provider.RootGuardian;

    /// <inheritdoc />
    public override IInternalActorRef SystemGuardian => Provider.SystemGuardian;

    /// <inheritdoc />
    public override Task WhenTerminated => _callbacks.Done;

    /// <summary>True from the moment on that the system is ending.</summary>
    internal bool IsTerminating => Volatile.Read(ref _terminating) != 0;

    /// <summary>Starts guardians, loggers and configured extensions.</summary>
    public void Start()
    {
        StartTime = Scheduler.MonotonicClock;
        try
        {
            Provider.Init(this);
            Provider.TerminationTask.ContinueWith(_ => AfterLastActor(), TaskScheduler.Default);
            EventStream.StartUnsubscriber(this);
            StartLoggers();
            if (Settings.LogDeadLetters > 0 || Settings.DebugUnhandledMessage)
                SystemActorOf(Props.Create<DeadLetterListener>(), "deadLetterListener");
            if (Settings.LogConfigOnStart)
                Log.Info("{0}", Settings.ToString());
            CoordinatedShutdown.Get(this);
            LoadExtensions();
        }
        catch
        {
            Abort();
            throw;
        }
    }

    /// <inheritdoc />
    public override IActorRef ActorOf(Props props, string? name = null) => Provider.Guardian.Cell.AttachChild(props, false, name);

    /// <inheritdoc />
    public override IActorRef SystemActorOf(Props props, string? name = null) => Provider.SystemGuardian.Cell.AttachChild(props, true, name);

    /// <inheritdoc />
    public override IActorRef SystemActorOf<TActor>(string? name = null) => SystemActorOf(Props.Create<TActor>(), name);

    /// <inheritdoc />
    public override ActorSelection ActorSelection(ActorPath actorPath) => ActorRefFactoryShared.ActorSelection(actorPath, this);

    /// <inheritdoc />
    public override ActorSelection ActorSelection(string actorPath) => ActorRefFactoryShared.ActorSelection(actorPath, this, LookupRoot);

    /// <inheritdoc />
    public override object? RegisterExtension(IExtensionId extension)
    {
        ArgumentNullException.ThrowIfNull(extension);
        return _extensions.GetOrAdd(
            extension.ExtensionType,
            static (_, arg) => new Lazy<object>(() => arg.extension.CreateExtension(arg.system)),
            (extension, system: this)).Value;
    }

    /// <inheritdoc />
    public override object? GetExtension(IExtensionId extensionId) => TryGetExtension(extensionId.ExtensionType, out var extension) ? extension : null;

    /// <inheritdoc />
    public override T? GetExtension<T>()
        where T : class => TryGetExtension<T>(out var extension) ? extension : null;

    /// <inheritdoc />
    public override bool HasExtension(Type type) => _extensions.ContainsKey(type);

    /// <inheritdoc />
    public override bool HasExtension<T>() => HasExtension(typeof(T));

    /// <inheritdoc />
    public override bool TryGetExtension(Type extensionType, [NotNullWhen(true)] out object? extension)
    {
        extension = _extensions.TryGetValue(extensionType, out var lazy) ? lazy.Value : null;
        return extension is not null;
    }

    /// <inheritdoc />
    public override bool TryGetExtension<T>([NotNullWhen(true)] out T? extension)
        where T : class
    {
        extension = TryGetExtension(typeof(T), out var found) ? (T)found : null;
        return extension is not null;
    }

    /// <inheritdoc />
    public override void RegisterOnTermination(Action code) => _callbacks.Add(code);

    /// <inheritdoc />
    public override void Stop(IActorRef actor) => ((IInternalActorRef)actor).Stop();

    /// <inheritdoc />
    public override Task Terminate()
    {
        // Whoever asks for the end of the system gets it: also when a phase fails and does not recover, when the shutdown has run before
        // without ending the actors, and whatever is set for other reasons.
        if (Settings.CoordinatedShutdownRunByActorSystemTerminate && !IsTerminating)
            CoordinatedShutdown.Get(this).Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance)
                .ContinueWith(_ => FinalTerminate(), TaskScheduler.Default);
        else
            FinalTerminate();
        return WhenTerminated;
    }

    /// <summary>Ends the actors, without the coordinated shutdown.</summary>
    internal Task FinalTerminate()
    {
        if (Interlocked.Exchange(ref _terminating, 1) == 0)
        {
            if (!Settings.LogDeadLettersDuringShutdown && Provider.SystemGuardian is { } guardian)
                ActorSelectionToDeadLetterListener(guardian);
            Provider.Guardian.Stop();
        }

        return WhenTerminated;
    }

    /// <inheritdoc />
    public override void Abort()
    {
        Interlocked.Exchange(ref _terminating, 1);
        Provider.Guardian?.Stop();
        if (Provider.Guardian is null)
            AfterLastActor();
    }

    /// <inheritdoc />
    public override string PrintTree()
    {
        var text = new StringBuilder();
        Print(LookupRoot, 0);
        return text.ToString();

        void Print(IActorRef actor, int indent)
        {
            text.Append(' ', indent).AppendLine(actor.Path.ToStringWithoutAddress());
            foreach (var child in (actor as ActorRefWithCell)?.Children ?? [])
                Print(child, indent + 2);
        }
    }

    /// <inheritdoc />
    public override string ToString() => LookupRoot?.Path.Root.Address.ToString() ?? Name;

    [GeneratedRegex("^[a-zA-Z0-9][a-zA-Z0-9_-]*$")]
    private static partial Regex NamePattern();

    private static void ActorSelectionToDeadLetterListener(LocalActorRef systemGuardian)
    {
        var listener = systemGuardian.GetSingleChild("deadLetterListener");
        if (!listener.IsNobody())
            listener.Stop();
    }

    private IScheduler CreateScheduler()
    {
        var type = EngineTypeNames.Find(Settings.SchedulerClass)
            ?? throw new ConfigurationException($"akka.scheduler.implementation: there is no type \"{Settings.SchedulerClass}\".");
        return (IScheduler)Activator.CreateInstance(type, Settings.Config, Log)!;
    }

    private void SubscribeLogger(IActorRef logger, LogLevel level)
    {
        foreach (var each in Enum.GetValues<LogLevel>().Where(l => l >= level))
            EventStream.Subscribe(logger, each.ClassFor());
    }

    private void StartLoggers()
    {
        var level = Logging.LogLevelFor(Settings.LogLevel);
        var number = 0;
        foreach (var name in Settings.Loggers)
        {
            var type = EngineTypeNames.Find(name) ?? throw new ConfigurationException($"akka.loggers: there is no type \"{name}\".");
            var logger = SystemActorOf(Props.Create(type), $"log{++number}-{type.Name}");
            SubscribeLogger(logger, level);
            logger.Tell(new InitializeLogger(EventStream), DeadLetters);
        }

        EventStream.Unsubscribe(_stdout);
    }

    private void LoadExtensions()
    {
        foreach (var name in Settings.Config.GetStringList("akka.extensions"))
        {
            if (EngineTypeNames.Find(name) is { } type && typeof(IExtensionId).IsAssignableFrom(type))
                RegisterExtension((IExtensionId)Activator.CreateInstance(type)!);
            else
                throw new ConfigurationException($"akka.extensions: \"{name}\" is not the id of an extension.");
        }
    }

    private void AfterLastActor()
    {
        (Scheduler as IDisposable)?.Dispose();
        _callbacks.Run(Log);
    }
}
