using Broker.Actors.Connections;
using Broker.Actors.Diagnostics;
using Broker.Actors.Publishing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broker.Actors.Hosting;

/// <summary>The one entrance for a host: the broker's services, and its actors in the actor system.</summary>
public static class BrokerHosting
{
    /// <summary>Adds what the broker's actors share and what the ways in call. The options are bound by the host.</summary>
    public static IServiceCollection AddBroker(this IServiceCollection services)
    {
        services.AddOptions();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<BrokerMetrics>();
        services.TryAddSingleton<BrokerServices>();
        services.TryAddSingleton<ConnectionFactory>();
        services.TryAddSingleton<PublishGateway>();
        return services;
    }
}
