using System.Diagnostics.CodeAnalysis;
using Broker.Runtime.Actor.Internal;
using Broker.Runtime.Actor.Setup;
using Broker.Runtime.Configuration;
using Broker.Runtime.Dispatch;
using Broker.Runtime.Event;

namespace Broker.Runtime.Actor;

/// <summary>A tree of actors with everything they share. Costly: one for each application.</summary>
public abstract class ActorSystem : IActorRefFactory, IDisposable
{
    /// <summary>The settings.</summary>
    public abstract Settings Settings { get; }

    /// <summary>The name, the same on all members of a cluster.</summary>
    public abstract string Name { get; }

    /// <summary>Turns messages into bytes and back.</summary>
    public abstract Serialization.Serialization Serialization { get; }

    /// <summary>The event bus.</summary>
    public abstract EventStream EventStream { get; }

    /// <summary>Where messages go that cannot be delivered.</summary>
    public abstract IActorRef DeadLetters { get; }

    /// <summary>Swallows messages.</summary>
    public abstract IActorRef IgnoreRef { get; }

    /// <summary>The dispatchers.</summary>
    public abstract Dispatchers Dispatchers { get; }

    /// <summary>The scheduler.</summary>
    public abstract IScheduler Scheduler { get; }

    /// <summary>Logs in the name of the system.</summary>
    public abstract ILoggingAdapter Log { get; }

    /// <summary>Ends when the system has ended.</summary>
    public abstract Task WhenTerminated { get; }

    /// <summary>When the system started, by its monotonic clock.</summary>
    public TimeSpan StartTime { get; protected set; }

    /// <summary>How long the system has been running.</summary>
    public TimeSpan Uptime => Scheduler.MonotonicClock - StartTime;

    /// <summary>Starts a system with this configuration.</summary>
    public static ActorSystem Create(string name, Config config) => Start(name, config, ActorSystemSetup.Empty);

    /// <summary>Starts a system.</summary>
    public static ActorSystem Create(string name, BootstrapSetup setup) => Create(name, ActorSystemSetup.Create(setup));

    /// <summary>Starts a system.</summary>
    public static ActorSystem Create(string name, ActorSystemSetup setup)
    {
        var bootstrap = setup.Get<BootstrapSetup>();
        var config = bootstrap.HasValue && bootstrap.Value.Config.HasValue ? bootstrap.Value.Config.Value : ConfigurationFactory.Load();
        return Start(name, config, setup);
    }

    /// <summary>Starts a system with the engine's defaults.</summary>
    public static ActorSystem Create(string name) => Create(name, ActorSystemSetup.Empty);

    /// <inheritdoc />
    public abstract IActorRef ActorOf(Props props, string? name = null);

    /// <inheritdoc />
    public abstract ActorSelection ActorSelection(ActorPath actorPath);

    /// <inheritdoc />
    public abstract ActorSelection ActorSelection(string actorPath);

    /// <summary>Gives an extension, made if there was none yet.</summary>
    public abstract object? GetExtension(IExtensionId extensionId);

    /// <summary>Gives an extension that exists, or null.</summary>
    public abstract T? GetExtension<T>()
        where T : class, IExtension;

    /// <summary>True when there is an extension of this type.</summary>
    public abstract bool HasExtension(Type type);

    /// <summary>True when there is an extension of this type.</summary>
    public abstract bool HasExtension<T>()
        where T : class, IExtension;

    /// <summary>Gives an extension if there is one.</summary>
    public abstract bool TryGetExtension(Type extensionType, [NotNullWhen(true)] out object? extension);

    /// <summary>Gives an extension if there is one.</summary>
    public abstract bool TryGetExtension<T>([NotNullWhen(true)] out T? extension)
        where T : class, IExtension;

    /// <summary>Makes an extension if there is none yet, and gives it.</summary>
    public abstract object? RegisterExtension(IExtensionId extension);

    /// <summary>Runs <paramref name="code"/> after the last actor has ended.</summary>
    public abstract void RegisterOnTermination(Action code);

    /// <summary>Stops an actor.</summary>
    public abstract void Stop(IActorRef actor);

    /// <summary>Ends the system; its coordinated shutdown runs first, unless configured otherwise.</summary>
    public abstract Task Terminate();

    /// <summary>Ends the system and does not wait for it.</summary>
    public void Dispose()
    {
        Terminate();
        GC.SuppressFinalize(this);
    }

    private static ActorSystemImpl Start(string name, Config config, ActorSystemSetup setup)
    {
        var system = new ActorSystemImpl(name, config, setup);
        system.Start();
        return system;
    }
}
