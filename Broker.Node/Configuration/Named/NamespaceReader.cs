using Broker.Actors.Topics;
using Broker.Hocon;
using Broker.Protocol.Namespaces;
using Broker.Protocol.Topics;

namespace Broker.Node.Configuration.Named;

/// <summary>Reads <c>relay.namespaces</c>: resolves what inherits from what, checks everything and makes the table.</summary>
internal sealed class NamespaceReader(HoconObject tree, TopicOptions topics, ISet<string> roles, bool isAuthenticationOn, ICollection<string> errors)
{
    private const string Root = "relay.namespaces";

    private readonly IReadOnlyDictionary<string, HoconObject> _objects = NamedSettings.Objects(tree, Root, errors);
    private readonly Dictionary<TopicPattern, string> _owners = [];

    /// <summary>The table; where there are errors, of what could be read.</summary>
    public NamespaceTable Read()
    {
        var others = _objects.Keys.Where(static name => name != NamespaceOptions.DefaultName).Select(Read).ToList();
        return new NamespaceTable(Read(NamespaceOptions.DefaultName), others);
    }

    private NamespaceOptions Read(string name)
    {
        var path = $"{Root}.{HoconPath.Quote(name)}";
        var settings = NamedSettings.Read<NamespaceSettings>(Inherited(name, [name]), path, errors);
        if (settings.HistoryMetaTtl < settings.HistoryTtl)
            errors.Add($"{path}.history-meta-ttl is shorter than history-ttl: a topic can't forget its offsets before what they number.");
        return new NamespaceOptions
        {
            Name = name,
            Patterns = Patterns(name, path, settings.Patterns),
            HistorySize = settings.HistorySize,
            HistoryBytes = settings.HistoryBytes,
            HistoryTtl = settings.HistoryTtl,
            HistoryMetaTtl = settings.HistoryMetaTtl,
            RepairCount = settings.RepairCount > 0 ? settings.RepairCount : topics.RepairCount,
            RepairBytes = settings.RepairBytes > 0 ? settings.RepairBytes : topics.RepairBytes,
            RepairAge = settings.RepairAge > TimeSpan.Zero ? settings.RepairAge : topics.RepairAge,
            MaxMessageBytes = settings.MaxMessageBytes,
            SlowSubscribers = settings.SlowSubscribers,
            Subscribe = Read($"{path}.subscribe", settings.Subscribe),
            Publish = Read($"{path}.publish", settings.Publish),
            History = Read($"{path}.history", settings.History),
            Presence = Read($"{path}.presence", settings.Presence),
        };
    }

    // What a namespace says, over what the one it inherits from says. Patterns are its own.
    private HoconObject Inherited(string name, List<string> chain)
    {
        var own = _objects.GetValueOrDefault(name) ?? HoconObject.Empty;
        if (name == NamespaceOptions.DefaultName)
            return own;
        var parent = own.Find("inherits") is HoconText { Text.Length: > 0 } text ? text.Text : NamespaceOptions.DefaultName;
        if (chain.Contains(parent))
        {
            errors.Add($"{own.Origin}: {Root}.{chain[0]} inherits from itself: {string.Join(" from ", chain)} from {parent}.");
            return own;
        }

        if (!_objects.ContainsKey(parent))
        {
            errors.Add($"{own.Origin}: {Root}.{name}.inherits: there is no namespace {parent}.");
            return own;
        }

        return own.WithFallback(Inherited(parent, [.. chain, parent]).Without("patterns").Without("inherits"));
    }

    private List<TopicPattern> Patterns(string name, string path, string[] texts)
    {
        var patterns = new List<TopicPattern>();
        if (name == NamespaceOptions.DefaultName)
        {
            if (texts.Length > 0)
                errors.Add($"{path}.patterns: the default namespace has all topics that no other one has, and no patterns.");
            return patterns;
        }

        if (texts.Length == 0)
            errors.Add($"{path}.patterns is empty: say which topics belong to the namespace.");
        foreach (var text in texts)
        {
            if (!TopicPattern.TryParse(text, out var pattern))
                errors.Add($"{path}.patterns: \"{text}\" is no pattern of topic names.");
            else if (!_owners.TryAdd(pattern, name))
                errors.Add($"{path}.patterns: \"{text}\" belongs to {_owners[pattern]} already.");
            else
                patterns.Add(pattern);
        }

        return patterns;
    }

    private Audience Read(string path, string[] words)
    {
        foreach (var word in words.Where(word => !Audience.IsReserved(word) && !roles.Contains(word)))
            errors.Add($"{path}: \"{word}\" is neither anyone, authenticated, subscribers or default nor a role of relay.auth.roles.");
        if (path.EndsWith(".subscribe", StringComparison.Ordinal) && words.Contains(Audience.SubscribersWord))
            errors.Add($"{path}: subscribers are those who may subscribe; say who may.");
        return Audience.Of(words, isAuthenticationOn);
    }
}
