using System.Net;
using Broker.Actors.Topics;
using Broker.Hocon;
using Broker.Node.Authentication;
using Broker.Node.Configuration.Named;
using Broker.Protocol.Access;

namespace Broker.Node.Configuration;

/// <summary>A node's settings, complete and checked.</summary>
public sealed class NodeConfiguration
{
    /// <summary>The environment variable that names the file, where no switch does.</summary>
    public const string FileVariable = "RELAY_CONFIG";

    private NodeConfiguration(HoconObject tree, IConfiguration options, AuthSettings auth, AccessRules access, IReadOnlyList<string> keysWithoutEffect)
    {
        Tree = tree;
        Options = options;
        Auth = auth;
        Access = access;
        KeysWithoutEffect = keysWithoutEffect;
    }

    /// <summary>Everything, defaults included.</summary>
    public HoconObject Tree { get; }

    /// <summary>The settings of the options classes, as they are bound.</summary>
    public IConfiguration Options { get; }

    /// <summary>Who may do what, and the namespaces of topics.</summary>
    public AccessRules Access { get; }

    /// <summary>What can tell who a client is.</summary>
    internal AuthSettings Auth { get; }

    /// <summary>Keys of Akka.NET that somebody set and that mean nothing to the built-in engine.</summary>
    public IReadOnlyList<string> KeysWithoutEffect { get; }

    /// <summary>The settings of the actor engine as plain text.</summary>
    public string EngineText => HoconObject.Empty.With("akka", Tree.GetObject("akka")).Render();

    /// <summary>The settings of one options class.</summary>
    public T Get<T>()
        where T : class, new() => Get<T>(Options);

    /// <summary>Puts defaults, file, environment and switches together.</summary>
    /// <exception cref="NodeConfigurationException">Something is wrong; it has all there is to say.</exception>
    public static NodeConfiguration Load(IReadOnlyList<string> arguments, Func<string, string?> environment)
    {
        var errors = new List<string>();
        var reference = EmbeddedHocon.Reference;
        var commandLine = CommandLine.Parse(arguments, reference, errors);
        var settings = commandLine.Settings
            .WithFallback(EnvironmentVariables.Read(reference, environment))
            .WithFallback(ReadFile(commandLine.ConfigFile ?? environment(FileVariable), environment, errors));

        // Includes of reference.conf come back as settings that somebody made; they hold no unknown key.
        var (unknown, withoutEffect) = KeyCheck.Default.Sort(settings);
        errors.AddRange(unknown);

        var tree = settings.WithFallback(reference);
        var values = new Dictionary<string, string?>();
        var flattener = new OptionsFlattener(tree, values, errors);
        foreach (var entry in OptionsCatalog.All)
            flattener.Add(entry.Path, entry.Type);
        var options = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        foreach (var entry in OptionsCatalog.All)
            errors.AddRange(entry.Check(options));
        if (errors.Count == 0)
            errors.AddRange(AgreementCheck.Errors(tree, options));
        var http = Get<HttpOptions>(options);
        var auth = new AuthReader(tree, Get<AuthOptions>(options), errors).Read();
        if (!auth.IsOn && !http.AllowUnauthenticated && !HostAddress.IsLoopback(http.Host) && IPAddress.TryParse(http.Host, out _))
            errors.Add($"relay.http.host = {http.Host} lets others reach this node, and nobody has to say who they are: configure relay.auth, or bind 127.0.0.1, or set relay.http.allow-unauthenticated = on if the network keeps strangers away.");
        var namespaces = new NamespaceReader(tree, Get<TopicOptions>(options), auth.Roles.Keys.ToHashSet(), auth.IsOn, errors).Read();
        var access = new AccessRules(namespaces, auth.Roles, auth.IsOn, http.AllowUnauthenticated);
        return errors.Count == 0
            ? new NodeConfiguration(tree, options, auth, access, withoutEffect)
            : throw new NodeConfigurationException([.. errors.Distinct()]);
    }

    internal static T Get<T>(IConfiguration options)
        where T : class, new() =>
        options.GetSection(OptionNames.SectionOf(OptionsCatalog.All.Single(static entry => entry.Type == typeof(T)).Path)).Get<T>() ?? new T();

    private static HoconObject ReadFile(string? path, Func<string, string?> environment, List<string> errors)
    {
        if (string.IsNullOrEmpty(path))
            return HoconObject.Empty;
        try
        {
            return HoconParser.ParseFile(path, new HoconOptions
            {
                Include = EmbeddedHocon.Include,
                Environment = environment,
                Fallback = EmbeddedHocon.Reference,
            });
        }
        catch (HoconException error)
        {
            errors.Add(error.Message);
            return HoconObject.Empty;
        }
    }
}
