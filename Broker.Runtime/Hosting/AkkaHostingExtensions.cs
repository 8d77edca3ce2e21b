using Broker.Hocon;
using Broker.Runtime.Actor;
using Broker.Runtime.Actor.Setup;
using Broker.Runtime.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Broker.Runtime.Hosting;

/// <summary>Adds an actor system to a host.</summary>
public static class AkkaHostingExtensions
{
    /// <summary>Adds an actor system that starts and stops with the host.</summary>
    public static IServiceCollection AddAkka(this IServiceCollection services, string actorSystemName, Action<AkkaConfigurationBuilder> builder) =>
        services.AddAkka(actorSystemName, (configuration, _) => builder(configuration));

    /// <summary>Adds an actor system that starts and stops with the host.</summary>
    public static IServiceCollection AddAkka(
        this IServiceCollection services, string actorSystemName, Action<AkkaConfigurationBuilder, IServiceProvider> builder) =>
        services.AddAkka<AkkaHostedService>(actorSystemName, builder);

    /// <summary>Adds an actor system with a hosted service of one's own.</summary>
    /// <remarks>The action runs when the system is first asked for.</remarks>
    public static IServiceCollection AddAkka<T>(
        this IServiceCollection services, string actorSystemName, Action<AkkaConfigurationBuilder, IServiceProvider> builder)
        where T : AkkaHostedService
    {
        var configuration = new AkkaConfigurationBuilder(services, actorSystemName);
        services.AddSingleton(provider =>
        {
            builder(configuration, provider);
            return configuration;
        });
        configuration.Bind();
        return services.AddHostedService<T>();
    }

    /// <summary>Adds settings.</summary>
    public static AkkaConfigurationBuilder AddHocon(this AkkaConfigurationBuilder builder, Config hocon, HoconAddMode addMode)
    {
        builder.AddConfiguration(hocon, addMode);
        return builder;
    }

    /// <summary>Adds the settings of a file.</summary>
    public static AkkaConfigurationBuilder AddHoconFile(this AkkaConfigurationBuilder builder, string hoconFilePath, HoconAddMode addMode) =>
        builder.AddHocon(ConfigurationFactory.ParseString(HoconParser.ParseFile(hoconFilePath).Render()), addMode);

    /// <summary>Adds a programmatic setting.</summary>
    public static AkkaConfigurationBuilder AddSetup(this AkkaConfigurationBuilder builder, Setup setup)
    {
        builder.Setups.Add(setup);
        return builder;
    }

    /// <summary>Sets how long an Ask without a timeout waits.</summary>
    public static AkkaConfigurationBuilder WithActorAskTimeout(this AkkaConfigurationBuilder builder, TimeSpan timeout) => builder.AddHocon(
        ConfigurationFactory.ParseString($"akka.actor.ask-timeout = {timeout.ToHocon(allowInfinite: true, zeroIsInfinite: true)}"), HoconAddMode.Prepend);

    /// <summary>Chooses how far the system reaches.</summary>
    public static AkkaConfigurationBuilder WithActorRefProvider(this AkkaConfigurationBuilder builder, ProviderSelection providerSelection)
    {
        builder.ActorRefProvider = providerSelection;
        return builder;
    }

    /// <summary>Starts actors when the host starts.</summary>
    public static AkkaConfigurationBuilder WithActors(this AkkaConfigurationBuilder builder, Action<ActorSystem, IActorRegistry> actorStarter) =>
        builder.StartActors(actorStarter);

    /// <summary>Starts actors when the host starts.</summary>
    public static AkkaConfigurationBuilder WithActors(this AkkaConfigurationBuilder builder, ActorStarter actorStarter) => builder.StartActors(actorStarter);
}
