namespace Broker.Hocon;

/// <summary>Parses a text with everything it includes, within the limits for both.</summary>
internal sealed class HoconIncludes(HoconOptions options)
{
    private readonly List<string> _open = [];
    private int _included;
    private int _length;

    public HoconOptions Options => options;

    public RawObject ParseRoot(HoconSource source) => Parse(source, []);

    /// <summary>The included object, or null if the text is not there and need not be.</summary>
    /// <param name="name">The name as written.</param>
    /// <param name="required">A missing text is an error.</param>
    /// <param name="from">The source in which the include stands.</param>
    /// <param name="at">The path of the object in which the include stands.</param>
    /// <param name="origin">Where the include stands, for messages.</param>
    public RawObject? Include(string name, bool required, string? from, IReadOnlyList<string> at, HoconOrigin origin)
    {
        if (++_included > options.MaxIncludes)
            throw new HoconException(origin, $"There are more than {options.MaxIncludes} includes.");
        if (_open.Count > options.MaxIncludeDepth)
            throw new HoconException(origin, $"Includes are nested deeper than {options.MaxIncludeDepth}.");
        var source = options.Include(name, from);
        if (source is null)
            return required ? throw new HoconException(origin, $"The required include \"{name}\" is not there.") : null;
        if (_open.Contains(source.Name))
            throw new HoconException(origin, $"\"{name}\" includes itself: {string.Join(" → ", _open)} → {source.Name}.");
        return Parse(source, at);
    }

    private RawObject Parse(HoconSource source, IReadOnlyList<string> at)
    {
        _length += source.Text.Length;
        if (source.Text.Length > options.MaxLength || _length > options.MaxLength)
            throw new HoconException(new HoconOrigin(source.Name, 0, 0), $"The text is longer than {options.MaxLength} characters.");
        _open.Add(source.Name);
        var root = new HoconReader(source, at, this).ReadRoot();
        _open.RemoveAt(_open.Count - 1);
        return root;
    }
}
