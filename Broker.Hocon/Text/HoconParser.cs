namespace Broker.Hocon;

/// <summary>Reads HOCON text into a resolved tree.</summary>
/// <remarks>
/// The language is HOCON as its specification has it (https://github.com/lightbend/config/blob/main/HOCON.md), without
/// includes from URLs and class paths.
/// </remarks>
public static class HoconParser
{
    /// <summary>Parses a text and resolves its includes and substitutions.</summary>
    /// <exception cref="HoconException">The text is not HOCON, cannot be resolved or exceeds a limit.</exception>
    public static HoconObject Parse(string text, HoconOptions? options = null) => Parse(new HoconSource("", text), options);

    /// <summary>Parses a named text and resolves its includes and substitutions.</summary>
    /// <exception cref="HoconException">The text is not HOCON, cannot be resolved or exceeds a limit.</exception>
    public static HoconObject Parse(HoconSource source, HoconOptions? options = null)
    {
        options ??= HoconOptions.Default;
        var root = new HoconIncludes(options).ParseRoot(source);
        return new HoconResolver(root, options).Resolve();
    }

    /// <summary>Parses a file and resolves its includes and substitutions.</summary>
    /// <exception cref="HoconException">The file cannot be read, is not HOCON, cannot be resolved or exceeds a limit.</exception>
    public static HoconObject ParseFile(string path, HoconOptions? options = null) => Parse(HoconFiles.Read(path), options);
}
