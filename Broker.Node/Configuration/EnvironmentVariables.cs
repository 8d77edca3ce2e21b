using Broker.Hocon;

namespace Broker.Node.Configuration;

/// <summary>Settings from environment variables: every key of reference.conf has one.</summary>
/// <remarks>
/// Only the names of known keys are looked at. Others that begin alike are none of ours: Kubernetes sets RELAY_PORT and more
/// for a service that is called relay.
/// </remarks>
internal static class EnvironmentVariables
{
    /// <summary>The variable of a key: upper case, with underscores for all that is no letter or digit.</summary>
    public static string NameOf(IEnumerable<string> path) =>
        string.Concat(string.Join('_', path).Select(static c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'));

    /// <summary>The settings that the environment has; an empty variable counts as not set.</summary>
    public static HoconObject Read(HoconObject reference, Func<string, string?> environment)
    {
        var settings = HoconObject.Empty;
        foreach (var (path, value) in HoconKeys.Leaves(reference))
        {
            var name = NameOf(path);
            if (environment(name) is { Length: > 0 } text)
                settings = settings.With(path, SettingText.Read(text, value, $"environment variable {name}"));
        }

        return settings;
    }
}
