using Broker.Runtime.Cluster;
using Broker.Runtime.Configuration;
using Broker.Runtime.Event;
using Broker.Runtime.Remote;

namespace Broker.Runtime.Actor.Internal;

/// <summary>Makes the provider of references that <c>akka.actor.provider</c> chooses: the one place where the core knows remoting and cluster.</summary>
internal static class ProviderSelector
{
    public static IActorRefProvider Create(string systemName, Settings settings, EventStream eventStream) => settings.ProviderSelectionType switch
    {
        ProviderSelection.Local => new LocalActorRefProvider(systemName, settings, eventStream),
        ProviderSelection.Remote => new RemoteActorRefProvider(systemName, settings, eventStream),
        ProviderSelection.Cluster => new ClusterActorRefProvider(systemName, settings, eventStream),
        var other => throw new ConfigurationException($"akka.actor.provider: this engine has no provider \"{other.Identifier}\"; local, remote and cluster exist."),
    };
}
