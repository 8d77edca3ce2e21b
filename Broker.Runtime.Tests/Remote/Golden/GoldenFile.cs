namespace EngineTests.Remote.Golden;

/// <summary>Bytes by name, one a line: <c>name = hex</c>. A line is added with a new message and never changed.</summary>
internal static class GoldenFile
{
    public static IReadOnlyDictionary<string, byte[]> Read(string name) => Lines(name)
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split(" = ", 2))
        .ToDictionary(parts => parts[0], parts => Convert.FromHexString(parts[1]), StringComparer.Ordinal);

    public static string[] Lines(string name)
    {
        using Stream stream = typeof(GoldenFile).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException(name);
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Split('\n');
    }

    public static string Line(string name, ReadOnlySpan<byte> bytes) => $"{name} = {Convert.ToHexStringLower(bytes)}";
}
