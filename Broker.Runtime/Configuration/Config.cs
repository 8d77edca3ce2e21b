using Broker.Hocon;

namespace Broker.Runtime.Configuration;

/// <summary>A tree of settings; values are found by paths such as <c>akka.actor.provider</c>.</summary>
/// <remarks>Immutable. A getter with a default gives it when the path is not set; a value that is not of the asked kind throws <see cref="ConfigurationException"/>.</remarks>
public class Config
{
    /// <summary>No settings.</summary>
    public static readonly Config Empty = new();

    /// <summary>No settings.</summary>
    public Config()
        : this(HoconObject.Empty)
    {
    }

    /// <summary>The settings of <paramref name="source"/>, and of <paramref name="fallback"/> where it has none.</summary>
    public Config(Config source, Config fallback)
        : this(source.Tree.WithFallback(fallback.Tree))
    {
    }

    internal Config(HoconObject tree) => Tree = tree;

    /// <summary>True when nothing is set.</summary>
    public virtual bool IsEmpty => Tree.Count == 0;

    /// <summary>The resolved tree.</summary>
    internal HoconObject Tree { get; }

    /// <summary>True when <paramref name="path"/> is set.</summary>
    public virtual bool HasPath(string path) => Tree.Has(path);

    /// <summary>The settings below <paramref name="path"/>; empty when there are none.</summary>
    public virtual Config GetConfig(string path) => Read(path, static (tree, at) => new Config(tree.GetObject(at)));

    /// <summary>A text.</summary>
    public virtual string GetString(string path, string? @default = null) => HasPath(path) ? Read(path, static (tree, at) => tree.GetString(at)) : @default!;

    /// <summary>A whole number.</summary>
    public virtual int GetInt(string path, int @default = 0) => HasPath(path) ? Read(path, static (tree, at) => tree.GetInt(at)) : @default;

    /// <summary>A large whole number.</summary>
    public virtual long GetLong(string path, long @default = 0) => HasPath(path) ? Read(path, static (tree, at) => tree.GetLong(at)) : @default;

    /// <summary>A number.</summary>
    public virtual double GetDouble(string path, double @default = 0) => HasPath(path) ? Read(path, static (tree, at) => tree.GetDouble(at)) : @default;

    /// <summary>A number.</summary>
    public virtual float GetFloat(string path, float @default = 0) => (float)GetDouble(path, @default);

    /// <summary>On or off.</summary>
    public virtual bool GetBoolean(string path, bool @default = false) => HasPath(path) ? Read(path, static (tree, at) => tree.GetBoolean(at)) : @default;

    /// <summary>A duration; <c>infinite</c> is <see cref="Timeout.InfiniteTimeSpan"/>, if allowed.</summary>
    public virtual TimeSpan GetTimeSpan(string path, TimeSpan? @default = null, bool allowInfinite = true)
    {
        if (!HasPath(path))
            return @default ?? TimeSpan.Zero;
        if (!allowInfinite || !IsInfinite(path))
            return Read(path, static (tree, at) => tree.GetDuration(at));
        return Timeout.InfiniteTimeSpan;
    }

    /// <summary>A size in bytes.</summary>
    public virtual long? GetByteSize(string path) => GetByteSize(path, null);

    /// <summary>A size in bytes.</summary>
    public virtual long? GetByteSize(string path, long? def = null) => HasPath(path) ? Read(path, static (tree, at) => tree.GetBytes(at)) : def;

    /// <summary>A list of texts; empty when not set.</summary>
    public virtual IList<string> GetStringList(string path) => GetStringList(path, []);

    /// <summary>A list of texts.</summary>
    public virtual IList<string> GetStringList(string path, string[] defaultPaths) =>
        HasPath(path) ? Read(path, static (tree, at) => tree.GetStrings(at).ToList()) : defaultPaths;

    /// <summary>A list of whole numbers; empty when not set.</summary>
    public virtual IList<int> GetIntList(string path) =>
        GetStringList(path).Select(static s => int.Parse(s, System.Globalization.CultureInfo.InvariantCulture)).ToList();

    /// <summary>These settings, and those of <paramref name="fallback"/> where there are none.</summary>
    public virtual Config WithFallback(Config fallback) => fallback is null || fallback.IsEmpty ? this : new Config(this, fallback);

    /// <summary>The settings as text.</summary>
    public override string ToString() => Tree.Render();

    /// <summary>The names directly below <paramref name="path"/>.</summary>
    internal IEnumerable<string> KeysOf(string path) => Read(path, static (tree, at) => tree.GetObject(at).Keys);

    private bool IsInfinite(string path) =>
        Tree.Find(path) is HoconText { Text: var text } && text.Trim().ToLowerInvariant() is "infinite" or "inf";

    private T Read<T>(string path, Func<HoconObject, string, T> get)
    {
        try
        {
            return get(Tree, path);
        }
        catch (HoconException e)
        {
            throw new ConfigurationException(e.Message, e);
        }
    }
}
