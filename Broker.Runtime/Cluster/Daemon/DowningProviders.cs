using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.SBR;
using Broker.Runtime.Configuration;
using Broker.Runtime.Util;

namespace Broker.Runtime.Cluster.Daemon;

/// <summary>Finds the provider that <c>akka.cluster.downing-provider-class</c> names; Akka.NET's names mean the engine's own.</summary>
internal static class DowningProviders
{
    public static IDowningProvider Create(string className, ActorSystem system, Cluster cluster) => className.Split(',')[0].Trim() switch
    {
        "" or "Akka.Cluster.NoDowning" => new NoDowning(system, cluster),
        "Akka.Cluster.SBR.SplitBrainResolverProvider" or "Akka.Cluster.SplitBrainResolver" => new SplitBrainResolverProvider(system, cluster),
        _ => CreateByName(className, system, cluster),
    };

    private static IDowningProvider CreateByName(string className, ActorSystem system, Cluster cluster)
    {
        var type = EngineTypeNames.Find(className) ?? throw new ConfigurationException($"akka.cluster.downing-provider-class: there is no type \"{className}\".");
        return Activator.CreateInstance(type, system, cluster) as IDowningProvider
            ?? throw new ConfigurationException($"akka.cluster.downing-provider-class: {type} is no {nameof(IDowningProvider)}.");
    }
}
