using Broker.Hocon;
using Broker.Node.Authentication;
using Broker.Protocol.Access;
using Broker.Protocol.Namespaces;
using Broker.Protocol.Topics;

namespace Broker.Node.Configuration.Named;

/// <summary>Reads <c>relay.auth</c>: keys, roles and API keys, each under a name of its own.</summary>
internal sealed class AuthReader(HoconObject tree, AuthOptions options, ICollection<string> errors)
{
    private const string Root = "relay.auth";
    private const int MinimumApiKeyLength = 16;

    /// <summary>The settings; where there are errors, what could be read.</summary>
    public AuthSettings Read()
    {
        var roles = Named($"{Root}.roles").ToDictionary(static named => named.Name, named => ReadRole(named.Name, named.Path, named.Fields));
        var keys = Named($"{Root}.keys").Select(named => ReadKey(named.Path, named.Fields)).ToList();
        var apiKeys = Named($"{Root}.api-keys").Select(named => ReadApiKey(named.Name, named.Path, named.Fields, roles)).ToList();
        CheckUrl($"{Root}.jwks.url", options.Jwks.Url);
        CheckUrl($"{Root}.hook.url", options.Hook.Url);
        return new AuthSettings(
            [.. keys.OfType<TokenKeySource>()], roles, [.. apiKeys.OfType<ApiKey>()], options.Jwks.Url.Length > 0, options.Hook.Url.Length > 0);
    }

    private IEnumerable<(string Name, string Path, HoconObject Fields)> Named(string path) =>
        NamedSettings.Objects(tree, path, errors).Select(named => (named.Key, $"{path}.{HoconPath.Quote(named.Key)}", named.Value));

    private TokenKeySource? ReadKey(string path, HoconObject fields)
    {
        var settings = NamedSettings.Read<KeySettings>(fields, path, errors);
        if (!TokenKey.IsAccepted(settings.Algorithm))
            return null;
        var (given, name) = settings.Algorithm == "HS256" ? (settings.Secret, "secret") : (settings.PublicKey, "public-key");
        var other = settings.Algorithm == "HS256" ? settings.PublicKey : settings.Secret;
        if (other.Length > 0 || (given.Length > 0) == (settings.File.Length > 0))
        {
            errors.Add($"{path} needs {name} or file, and nothing else, for {settings.Algorithm}.");
            return null;
        }

        var source = new TokenKeySource(path, settings.Id, settings.Algorithm, given, settings.File);
        if (source.Read(out var problem) is null)
            errors.Add($"{path}.{(settings.File.Length > 0 ? "file" : name)} {problem}.");
        return source;
    }

    private TopicGrants ReadRole(string name, string path, HoconObject fields)
    {
        if (Audience.IsReserved(name))
            errors.Add($"{path}: {name} is a word of its own and can't be a role.");
        var settings = NamedSettings.Read<RoleSettings>(fields, path, errors);
        return new TopicGrants
        {
            Subscribe = Patterns($"{path}.subscribe", settings.Subscribe),
            Publish = Patterns($"{path}.publish", settings.Publish),
            History = Patterns($"{path}.history", settings.History),
            Presence = Patterns($"{path}.presence", settings.Presence),
        };
    }

    private ApiKey? ReadApiKey(string name, string path, HoconObject fields, Dictionary<string, TopicGrants> roles)
    {
        var settings = NamedSettings.Read<ApiKeySettings>(fields, path, errors);
        foreach (var role in settings.Roles.Where(role => !roles.ContainsKey(role)))
            errors.Add($"{path}.roles: there is no role \"{role}\" in relay.auth.roles.");
        var publish = settings.Publish.Length > 0 ? settings.Publish : ["*", TopicName.Everyone.Value, "$inbox/*"];
        var holder = new Identity($"api:{name}", settings.Roles, grants: new TopicGrants { Publish = Patterns($"{path}.publish", publish) });
        if ((settings.Key.Length > 0) == (settings.Sha256.Length > 0))
            errors.Add($"{path} needs key or sha256, and not both.");
        else if (settings.Key.Length is > 0 and < MinimumApiKeyLength)
            errors.Add($"{path}.key is shorter than {MinimumApiKeyLength} characters.");
        else if (settings.Sha256.Length > 0 && (settings.Sha256.Length != 64 || !settings.Sha256.All(char.IsAsciiHexDigit)))
            errors.Add($"{path}.sha256 is no SHA-256 in hexadecimal.");
        else
            return new ApiKey(holder, settings.Key.Length > 0 ? ApiKey.Hash(settings.Key) : Convert.FromHexString(settings.Sha256));
        return null;
    }

    private List<TopicPattern> Patterns(string path, string[] texts)
    {
        var patterns = new List<TopicPattern>();
        foreach (var text in texts)
        {
            if (TopicPattern.TryParse(text, out var pattern))
                patterns.Add(pattern);
            else
                errors.Add($"{path}: \"{text}\" is no pattern of topic names.");
        }

        return patterns;
    }

    // A token, or what decides about one, must not cross a network in the clear.
    private void CheckUrl(string path, string url)
    {
        if (url.Length == 0)
            return;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            errors.Add($"{path}: \"{url}\" is no address of a web server.");
        else if (uri.Scheme == "http" && !HostAddress.IsLoopback(uri.Host))
            errors.Add($"{path}: {url} would be asked without encryption; use https, or an address of this machine.");
    }
}
