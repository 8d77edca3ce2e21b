using Broker.Hocon;

namespace Broker.Node.Configuration.Named;

/// <summary>Settings of which there may be any number, each under a name of its own: <c>relay.namespaces.NAME</c> and the like.</summary>
internal static class NamedSettings
{
    /// <summary>Where such settings are. What is below is checked here, since its keys depend on the names.</summary>
    public static IReadOnlyList<string> Paths { get; } = ["relay.namespaces", "relay.auth.keys", "relay.auth.roles", "relay.auth.api-keys"];

    /// <summary>Whether a key is below one of the paths.</summary>
    public static bool Covers(string key) =>
        Paths.Any(path => key.Length > path.Length && key.StartsWith(path, StringComparison.Ordinal) && key[path.Length] == '.');

    /// <summary>The named objects at a path; what is no object is an error.</summary>
    public static IReadOnlyDictionary<string, HoconObject> Objects(HoconObject tree, string path, ICollection<string> errors)
    {
        var objects = new Dictionary<string, HoconObject>(StringComparer.Ordinal);
        var found = tree.Find(path);
        if (found is not HoconObject named)
        {
            if (found is not null)
                errors.Add($"{found.Origin}: {path} must be an object, not {found.Kind}.");
            return objects;
        }

        foreach (var (name, value) in named)
        {
            if (value is HoconObject fields)
                objects.Add(name, fields);
            else if (value is not HoconNull)
                errors.Add($"{value.Origin}: {path}.{HoconPath.Quote(name)} must be an object, not {value.Kind}.");
        }

        return objects;
    }

    /// <summary>One of the objects as an options class, with its keys and values checked.</summary>
    public static T Read<T>(HoconObject fields, string path, ICollection<string> errors)
        where T : class, new()
    {
        var known = OptionsFlattener.Settable(typeof(T)).Select(static property => OptionNames.KeyOf(property.Name)).ToHashSet();
        foreach (var (key, value) in fields)
        {
            if (!known.Contains(key))
                errors.Add($"{value.Origin}: {path}.{HoconPath.Quote(key)} is not a known setting.");
        }

        var values = new Dictionary<string, string?>();
        new OptionsFlattener(HoconObject.Empty.With("it", fields), values, errors, shownAs: key => path + key[2..]).Add("it", typeof(T));
        var options = new T();
        new ConfigurationBuilder().AddInMemoryCollection(values).Build().GetSection("it").Bind(options);
        foreach (var error in new AnnotationValidator<T>(path).Validate(null, options).Failures ?? [])
            errors.Add(error);
        return options;
    }
}
