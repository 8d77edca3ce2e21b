using System.Reflection;
using Broker.Hocon;

namespace Broker.Runtime.Configuration;

/// <summary>Reads configurations.</summary>
public class ConfigurationFactory
{
    private static readonly Lazy<Config> Reference = new(static () => FromResource("Broker.Runtime.Configuration.reference.conf", typeof(ConfigurationFactory).Assembly));

    /// <summary>No settings.</summary>
    public static Config Empty => Config.Empty;

    /// <summary>The engine's defaults.</summary>
    public static Config Default() => Reference.Value;

    /// <summary>Reads HOCON; includes find nothing here, they are resolved before a text comes to the engine.</summary>
    public static Config ParseString(string hocon)
    {
        try
        {
            return new Config(HoconParser.Parse(hocon, new HoconOptions { Include = static (_, _) => null }));
        }
        catch (HoconException e)
        {
            throw new ConfigurationException(e.Message, e);
        }
    }

    /// <summary>The application's own configuration; this engine looks for none, so it is empty.</summary>
    public static Config Load() => Config.Empty;

    /// <summary>Reads an embedded file.</summary>
    public static Config FromResource(string resourceName, Assembly assembly)
    {
        using var stream = assembly.GetManifestResourceStream(resourceName)
            ?? throw new ConfigurationException($"{assembly.GetName().Name} has no embedded file \"{resourceName}\".");
        using var reader = new StreamReader(stream);
        return ParseString(reader.ReadToEnd());
    }

    /// <summary>Reads a file embedded in the assembly of <typeparamref name="TAssembly"/>.</summary>
    public static Config FromResource<TAssembly>(string resourceName) => FromResource(resourceName, typeof(TAssembly).Assembly);
}
