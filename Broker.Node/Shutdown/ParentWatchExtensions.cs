namespace Broker.Node.Shutdown;

/// <summary>Ties the node's life to its parent's.</summary>
public static class ParentWatchExtensions
{
    /// <summary>Adds the watch if the parent asked for it.</summary>
    public static IServiceCollection AddParentWatch(this IServiceCollection services, Func<string, string?> environment) =>
        environment(ParentWatch.Variable) == "1" ? services.AddHostedService<ParentWatch>() : services;
}
