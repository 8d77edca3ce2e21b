using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Broker.Hocon;

/// <summary>An object: keys in the order they were first written, each with a value.</summary>
/// <remarks>Paths are written as in HOCON: <c>akka.actor."a.b"</c>. A null value counts as absent for every getter.</remarks>
public sealed class HoconObject : HoconValue, IReadOnlyCollection<KeyValuePair<string, HoconValue>>
{
    private readonly OrderedDictionary<string, HoconValue> _fields;

    internal HoconObject(OrderedDictionary<string, HoconValue> fields, HoconOrigin origin)
        : base(origin)
    {
        _fields = fields;
        Weight = 1;
        foreach (var (_, value) in fields)
        {
            Weight += 1 + value.Weight;
            Depth = Math.Max(Depth, value.Depth);
        }

        Depth++;
    }

    /// <summary>The object without keys.</summary>
    public static HoconObject Empty { get; } = new([], HoconOrigin.None);

    /// <inheritdoc />
    public int Count => _fields.Count;

    /// <summary>The keys in order.</summary>
    public IEnumerable<string> Keys => _fields.Keys;

    /// <inheritdoc />
    public override string Kind => "object";

    internal override long Weight { get; }

    internal override int Depth { get; }

    /// <summary>The value of one key, which may hold dots; null if there is none.</summary>
    public HoconValue? Field(string key) => _fields.GetValueOrDefault(key);

    /// <summary>The value at a path; null if there is none, or if it is an explicit null.</summary>
    public HoconValue? Find(string path) => Find(HoconPath.Parse(path));

    /// <summary>The value at a path given by its keys.</summary>
    public HoconValue? Find(IReadOnlyList<string> path)
    {
        HoconValue? at = this;
        foreach (var key in path)
        {
            if (at is not HoconObject fields || !fields._fields.TryGetValue(key, out at))
                return null;
        }

        return at is HoconNull ? null : at;
    }

    /// <summary>True if the path has a value that is not null.</summary>
    public bool Has(string path) => Find(path) is not null;

    /// <summary>The value at a path, if there is one.</summary>
    public bool TryFind(string path, [NotNullWhen(true)] out HoconValue? value) => (value = Find(path)) is not null;

    /// <summary>This object with what it lacks taken from another; objects present in both are merged all the way down.</summary>
    public HoconObject WithFallback(HoconObject fallback)
    {
        if (Count == 0)
            return fallback;
        if (fallback.Count == 0)
            return this;
        var merged = new OrderedDictionary<string, HoconValue>(_fields.Count + fallback.Count);
        foreach (var (key, value) in fallback._fields)
            merged.Add(key, Merge(_fields.GetValueOrDefault(key), value));
        foreach (var (key, value) in _fields)
            merged.TryAdd(key, value);
        return new HoconObject(merged, Count == 0 ? fallback.Origin : Origin);
    }

    /// <summary>This object with the value at a path replaced; what stood in the way is dropped.</summary>
    public HoconObject With(string path, HoconValue value) => With(HoconPath.Parse(path), value);

    /// <summary>This object with the value at a path, given by its keys, replaced.</summary>
    public HoconObject With(IReadOnlyList<string> path, HoconValue value) => With(path, 0, value);

    /// <summary>This object with a text at a path.</summary>
    public HoconObject With(string path, string text, string? source = null) =>
        With(path, new HoconText(text, quoted: true, new HoconOrigin(source, 0, 0)));

    /// <summary>This object without one key of its own.</summary>
    public HoconObject Without(string key)
    {
        if (!_fields.ContainsKey(key))
            return this;
        var rest = new OrderedDictionary<string, HoconValue>(_fields);
        rest.Remove(key);
        return new HoconObject(rest, Origin);
    }

    /// <summary>The tree as text without includes and substitutions, which any HOCON reader takes.</summary>
    public string Render() => HoconRenderer.Render(this);

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, HoconValue>> GetEnumerator() => _fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static HoconValue Merge(HoconValue? own, HoconValue fallback) => (own, fallback) switch
    {
        (null, _) => fallback,
        (HoconObject a, HoconObject b) => a.WithFallback(b),
        _ => own,
    };

    private HoconObject With(IReadOnlyList<string> path, int at, HoconValue value)
    {
        var fields = new OrderedDictionary<string, HoconValue>(_fields);
        var key = path[at];
        if (at < path.Count - 1)
        {
            var below = fields.GetValueOrDefault(key) as HoconObject ?? Empty;
            value = below.With(path, at + 1, value);
        }

        fields[key] = value;
        return new HoconObject(fields, Origin);
    }
}
