namespace Broker.Hocon;

/// <summary>Reads HOCON from files.</summary>
public static class HoconFiles
{
    /// <summary>No file of settings is larger; in bytes.</summary>
    private const long MaxFileBytes = 4 * 1024 * 1024;

    /// <summary>Finds an included file: relative to the including file, else to the current directory; <c>.conf</c> may be left out.</summary>
    public static HoconSource? Include(string name, string? includedFrom)
    {
        var folder = includedFrom is null ? null : Path.GetDirectoryName(Path.GetFullPath(includedFrom));
        var path = Path.GetFullPath(name, folder ?? Directory.GetCurrentDirectory());
        if (File.Exists(path))
            return Read(path);
        path += ".conf";
        return File.Exists(path) ? Read(path) : null;
    }

    /// <summary>Reads a whole file.</summary>
    public static HoconSource Read(string path)
    {
        var full = Path.GetFullPath(path);
        try
        {
            if (new FileInfo(full).Length > MaxFileBytes)
                throw new HoconException(new HoconOrigin(full, 0, 0), $"The file is larger than {MaxFileBytes} bytes.");
            return new HoconSource(full, File.ReadAllText(full));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new HoconException(new HoconOrigin(full, 0, 0), $"The file cannot be read: {cause.Message}", cause);
        }
    }
}
