using System.Diagnostics.CodeAnalysis;

namespace Broker.Runtime.Configuration;

/// <summary>Handles missing configurations.</summary>
public static class ConfigExtensions
{
    /// <summary>True for null and for a configuration without settings.</summary>
    public static bool IsNullOrEmpty([NotNullWhen(false)] this Config? config) => config is null || config.IsEmpty;

    /// <summary>As <see cref="Config.WithFallback"/>, where either may be missing.</summary>
    public static Config SafeWithFallback(this Config? config, Config? fallback) =>
        config is null ? fallback ?? Config.Empty : fallback is null ? config : config.WithFallback(fallback);
}
