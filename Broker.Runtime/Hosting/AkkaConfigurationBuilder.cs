using System.Collections.Immutable;
using Broker.Runtime.Actor;
using Broker.Runtime.Actor.Setup;
using Broker.Runtime.Configuration;
using Broker.Runtime.Hosting.Logging;
using Broker.Runtime.Serialization;
using Broker.Runtime.Util;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Broker.Runtime.Hosting;

/// <summary>Collects what an actor system is made of, and makes it.</summary>
public sealed class AkkaConfigurationBuilder
{
    private readonly List<ActorStarter> _starters = [];
    private readonly List<StartupTask> _startupTasks = [];
    private readonly HashSet<Type> _extensions = [];
    private readonly List<(string Name, ImmutableHashSet<Type> Types, Func<ExtendedActorSystem, Serializer> Create)> _serializers = [];
    private readonly IServiceCollection _services;
    private readonly string _name;

    /// <summary>Begins a system of the given name.</summary>
    public AkkaConfigurationBuilder(IServiceCollection serviceCollection, string actorSystemName)
    {
        _services = serviceCollection;
        _name = actorSystemName;
    }

    /// <summary>Programmatic settings.</summary>
    public readonly HashSet<Setup> Setups = [];

    /// <summary>The provider of references, if one was chosen.</summary>
    public Option<ProviderSelection> ActorRefProvider { get; internal set; } = Option<ProviderSelection>.None;

    /// <summary>The settings so far.</summary>
    public Option<Config> Configuration { get; private set; } = Option<Config>.None;

    /// <summary>Starts actors when the host starts.</summary>
    public AkkaConfigurationBuilder StartActors(Action<ActorSystem, IActorRegistry> starter) =>
        StartActors((system, registry) =>
        {
            starter(system, registry);
            return Task.CompletedTask;
        });

    /// <summary>Starts actors when the host starts; each starter waits for the one before.</summary>
    public AkkaConfigurationBuilder StartActors(ActorStarter starter)
    {
        _starters.Add(starter);
        return this;
    }

    /// <summary>Runs after all actors are started.</summary>
    public AkkaConfigurationBuilder AddStartup(Action<ActorSystem, IActorRegistry> startupTask) =>
        AddStartup((system, registry) =>
        {
            startupTask(system, registry);
            return Task.CompletedTask;
        });

    /// <summary>Runs after all actors are started.</summary>
    public AkkaConfigurationBuilder AddStartup(StartupTask startupTask)
    {
        _startupTasks.Add(startupTask);
        return this;
    }

    /// <summary>Adds a serializer and the types it is for.</summary>
    public AkkaConfigurationBuilder WithCustomSerializer(
        string serializerIdentifier, IEnumerable<Type> boundTypes, Func<ExtendedActorSystem, Serializer> serializerFactory)
    {
        _serializers.Add((serializerIdentifier, [.. boundTypes], serializerFactory));
        return this;
    }

    /// <summary>Starts an extension with the system.</summary>
    public AkkaConfigurationBuilder WithExtension<T>()
        where T : IExtensionId
    {
        _extensions.Add(typeof(T));
        return this;
    }

    /// <summary>Starts extensions with the system.</summary>
    public AkkaConfigurationBuilder WithExtensions(params Type[] extensions)
    {
        foreach (var extension in extensions)
        {
            if (!typeof(IExtensionId).IsAssignableFrom(extension) || extension.IsAbstract)
                throw new ConfigurationException($"{extension} is no id of an extension.");
            _extensions.Add(extension);
        }

        return this;
    }

    internal void AddConfiguration(Config config, HoconAddMode mode)
    {
        var present = Configuration.GetOrElse(Config.Empty);
        Configuration = mode switch
        {
            HoconAddMode.Append => present.WithFallback(config),
            HoconAddMode.Prepend => config.WithFallback(present),
            _ => config,
        };
    }

    /// <summary>Makes the system and what belongs to it available to the host.</summary>
    internal void Bind()
    {
        _services.TryAddSingleton(static services => services.GetRequiredService<AkkaConfigurationBuilder>().CreateSystem(services));
        _services.TryAddSingleton(static services => ActorRegistry.For(services.GetRequiredService<ActorSystem>()));
        _services.TryAddSingleton<IActorRegistry>(static services => services.GetRequiredService<ActorRegistry>());
        _services.TryAddSingleton<IReadOnlyActorRegistry>(static services => services.GetRequiredService<ActorRegistry>());
        _services.TryAddSingleton(typeof(IRequiredActor<>), typeof(RequiredActor<>));
    }

    internal async Task StartAsync(ActorSystem system)
    {
        var registry = ActorRegistry.For(system);
        foreach (var starter in _starters)
            await starter(system, registry);
        foreach (var task in _startupTasks)
            await task(system, registry);
    }

    private ActorSystem CreateSystem(IServiceProvider services)
    {
        var bootstrap = BootstrapSetup.Create();
        if (Configuration.HasValue)
            bootstrap = bootstrap.WithConfig(Configuration.Value);
        if (ActorRefProvider.HasValue)
            bootstrap = bootstrap.WithActorRefProvider(ActorRefProvider.Value);
        var setups = new List<Setup>(Setups) { bootstrap };
        if (!setups.Exists(static setup => setup is LoggerFactorySetup) && services.GetService<ILoggerFactory>() is { } loggers)
            setups.Add(new LoggerFactorySetup(loggers));
        if (_serializers.Count > 0)
            setups.Add(SerializationSetup.Create(CreateSerializers));

        var system = ActorSystem.Create(_name, ActorSystemSetup.Create([.. setups]));
        foreach (var extension in _extensions)
            system.RegisterExtension((IExtensionId)Activator.CreateInstance(extension)!);
        return system;
    }

    private ImmutableHashSet<SerializerDetails> CreateSerializers(ExtendedActorSystem system) =>
        [.. _serializers.Select(serializer => SerializerDetails.Create(serializer.Name, serializer.Create(system), serializer.Types))];
}
