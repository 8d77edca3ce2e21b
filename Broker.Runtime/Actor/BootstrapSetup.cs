using Broker.Runtime.Configuration;
using Broker.Runtime.Util;

namespace Broker.Runtime.Actor;

/// <summary>The settings a system needs before anything else: its configuration and its provider.</summary>
public sealed class BootstrapSetup : Setup.Setup
{
    private BootstrapSetup(Option<Config> config, Option<ProviderSelection> provider)
    {
        Config = config;
        ActorRefProvider = provider;
    }

    /// <summary>The configuration, if given.</summary>
    public Option<Config> Config { get; }

    /// <summary>The provider, if given; wins over the configuration.</summary>
    public Option<ProviderSelection> ActorRefProvider { get; }

    /// <summary>Nothing given.</summary>
    public static BootstrapSetup Create() => new(Option<Config>.None, Option<ProviderSelection>.None);

    /// <summary>With this configuration.</summary>
    public BootstrapSetup WithConfig(Config config) => new(config, ActorRefProvider);

    /// <summary>With defaults below the configuration.</summary>
    public BootstrapSetup WithConfigFallback(Config config) =>
        new(Config.HasValue ? Config.Value.WithFallback(config) : config, ActorRefProvider);

    /// <summary>With this provider.</summary>
    public BootstrapSetup WithActorRefProvider(ProviderSelection name) => new(Config, name);
}
