using Broker.Runtime.Configuration;
using Broker.Runtime.Util;

namespace Broker.Runtime.Actor;

/// <summary>Makes the strategy of the user guardian, as <c>akka.actor.guardian-supervisor-strategy</c> names it.</summary>
public abstract class SupervisorStrategyConfigurator
{
    /// <summary>Makes the strategy.</summary>
    public abstract SupervisorStrategy Create();

    /// <summary>The configurator with this type name.</summary>
    public static SupervisorStrategyConfigurator CreateConfigurator(string typeName) =>
        EngineTypeNames.Find(typeName) is { } type && Activator.CreateInstance(type) is SupervisorStrategyConfigurator configurator
            ? configurator
            : throw new ConfigurationException($"akka.actor.guardian-supervisor-strategy: \"{typeName}\" is not a {nameof(SupervisorStrategyConfigurator)}.");
}
