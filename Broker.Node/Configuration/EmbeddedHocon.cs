using Broker.Hocon;

namespace Broker.Node.Configuration;

/// <summary>The HOCON files that are built into the program.</summary>
internal static class EmbeddedHocon
{
    /// <summary>The name of the file with all defaults, on disk and in the program.</summary>
    public const string ReferenceName = "reference.conf";

    /// <summary>All defaults of the broker and what it sets for the engine.</summary>
    public static HoconObject Reference { get; } = HoconParser.Parse(new HoconSource(ReferenceName, Read(ReferenceName)));

    /// <summary>Finds an include: a file if there is one, else what is built in under that name.</summary>
    public static HoconSource? Include(string name, string? includedFrom) =>
        HoconFiles.Include(name, includedFrom)
        ?? (Stream(name) is null ? null : new HoconSource(name, Read(name)));

    /// <summary>A text that is built in.</summary>
    public static string Read(string name)
    {
        using var stream = Stream(name) ?? throw new InvalidOperationException($"{name} is not built in.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The names of texts that are built in below a folder.</summary>
    public static IEnumerable<string> Names(string folder) =>
        typeof(EmbeddedHocon).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(folder, StringComparison.Ordinal));

    private static Stream? Stream(string name) => typeof(EmbeddedHocon).Assembly.GetManifestResourceStream(name);
}
