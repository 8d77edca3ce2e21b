namespace Broker.Node.Configuration;

/// <summary>Hands a node's settings to the host.</summary>
public static class NodeConfigurationExtensions
{
    /// <summary>Makes every options class available, and the settings themselves.</summary>
    public static IServiceCollection AddNodeConfiguration(this IServiceCollection services, NodeConfiguration configuration)
    {
        services.AddSingleton(configuration);
        services.AddSingleton(configuration.Access);
        services.AddSingleton(configuration.Access.Namespaces);
        services.AddSingleton(configuration.Auth);
        foreach (var entry in OptionsCatalog.All)
            entry.Register(services, configuration.Options);
        return services;
    }
}
