namespace Broker.Hocon;

/// <summary>Where a text's includes and substitutions come from, and how much it may ask for.</summary>
public sealed record HoconOptions
{
    /// <summary>Everything at its default.</summary>
    public static HoconOptions Default { get; } = new();

    /// <summary>Finds an include: its name as written and the name of the source it stands in → the text, or null if there is none. Default: files, see <see cref="HoconFiles.Include"/>.</summary>
    public Func<string, string?, HoconSource?> Include { get; init; } = HoconFiles.Include;

    /// <summary>Finds an environment variable for a substitution that nothing in the tree answers. Default: the process's environment.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>Where substitutions look after the text itself and before the environment. Default: nowhere.</summary>
    public HoconObject Fallback { get; init; } = HoconObject.Empty;

    /// <summary>The most characters a text and all its includes may have. Default: 4 Mi.</summary>
    public int MaxLength { get; init; } = 4 * 1024 * 1024;

    /// <summary>How deep values may be nested. Default: 64.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>How deep includes may be nested. Default: 8.</summary>
    public int MaxIncludeDepth { get; init; } = 8;

    /// <summary>How many includes a text may have in all. Default: 64.</summary>
    public int MaxIncludes { get; init; } = 64;

    /// <summary>The most values the resolved tree may have, counting a shared part each time it shows. Default: 1 Mi.</summary>
    public long MaxValues { get; init; } = 1024 * 1024;
}
