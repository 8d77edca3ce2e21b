using Broker.Hocon;

namespace Broker.Node.Configuration;

/// <summary>Settings from command-line switches.</summary>
/// <param name="ConfigFile">The file to read, where one is named.</param>
/// <param name="Settings">What the switches set.</param>
internal sealed record CommandLine(string? ConfigFile, HoconObject Settings)
{
    /// <summary>Short names of the settings most used.</summary>
    public static IReadOnlyList<(string Switch, string Path, string Meaning)> ShortNames { get; } =
    [
        ("--port", "relay.http.port", "port for clients"),
        ("--host", "relay.http.host", "address for clients"),
        ("--name", "relay.node.name", "name of this node"),
        ("--node-port", "relay.cluster.port", "port for other nodes; makes the node part of a cluster"),
        ("--node-host", "relay.cluster.host", "address for other nodes"),
        ("--seeds", "relay.cluster.seed-nodes", "nodes to join, as host:port,host:port"),
    ];

    /// <summary>Reads the arguments; what cannot be read is added to the errors.</summary>
    public static CommandLine Parse(IReadOnlyList<string> arguments, HoconObject reference, ICollection<string> errors)
    {
        string? file = null;
        var settings = HoconObject.Empty;
        for (var i = 0; i < arguments.Count; i++)
        {
            var (name, value) = Split(arguments[i]);
            if (!name.StartsWith("--", StringComparison.Ordinal))
            {
                errors.Add($"\"{arguments[i]}\" is no switch; switches begin with --.");
                continue;
            }

            if (value is null && (++i == arguments.Count || (value = arguments[i]).StartsWith("--", StringComparison.Ordinal)))
            {
                errors.Add($"{name} needs a value.");
                i--;
                continue;
            }

            if (name == "--config")
                file = value;
            else
                settings = Add(settings, name, value!, reference, errors);
        }

        return new CommandLine(file, settings);
    }

    private static HoconObject Add(HoconObject settings, string name, string value, HoconObject reference, ICollection<string> errors)
    {
        var path = ShortNames.FirstOrDefault(known => known.Switch == name).Path;
        if (name == "--set")
        {
            var equals = value.IndexOf('=', StringComparison.Ordinal);
            (path, value) = equals > 0 ? (value[..equals], value[(equals + 1)..]) : (null, value);
        }
        else if (name.StartsWith("--relay.", StringComparison.Ordinal) || name.StartsWith("--akka.", StringComparison.Ordinal))
        {
            path = name[2..];
        }

        if (path is null)
        {
            errors.Add(name == "--set"
                ? $"--set needs path=value, not \"{value}\"."
                : $"{name} is not known; there are {string.Join(", ", ShortNames.Select(static known => known.Switch))}, --config FILE and --set path=value.");
            return settings;
        }

        if (name is "--node-port" or "--seeds")
            settings = settings.With("relay.cluster.enabled", "on", name);
        try
        {
            return settings.With(HoconPath.Parse(path), SettingText.Read(value, reference.Find(path), name));
        }
        catch (HoconException error)
        {
            errors.Add($"{name}: {error.Message}");
            return settings;
        }
    }

    private static (string Name, string? Value) Split(string argument)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (argument, null) : (argument[..equals], argument[(equals + 1)..]);
    }
}
