using Broker.Runtime.Actor.Setup;

namespace Broker.Runtime.Hosting;

/// <summary>A choice that becomes settings of the actor system.</summary>
public interface IHoconOption
{
    /// <summary>The path of the settings, or the name that selects them.</summary>
    string ConfigPath { get; }

    /// <summary>The type that carries the choice out.</summary>
    Type Class { get; }

    /// <summary>Writes the settings.</summary>
    void Apply(AkkaConfigurationBuilder builder, Setup? setup = null);
}
