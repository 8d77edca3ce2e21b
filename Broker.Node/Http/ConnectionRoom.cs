using System.Globalization;

namespace Broker.Node.Http;

/// <summary>How many connections the node takes: what the settings say, or fewer where the system lets the process open fewer files.</summary>
/// <remarks>Each connection is an open file. A runtime that can open none any more can't even load what it needs to report that, and dies.</remarks>
/// <param name="Asked">What the settings say.</param>
/// <param name="Files">How many files the process may open; null where the system does not say.</param>
internal sealed record ConnectionRoom(int Asked, long? Files)
{
    // For libraries, logs, links to other nodes and requests that are refused.
    private const int Reserve = 512;

    // For requests while all who may stay are there, so that they are told so.
    private const int Spare = 128;

    /// <summary>How many it takes.</summary>
    public int Max => Files is { } files ? (int)Math.Min(Asked, Math.Max(files - Reserve, files / 2)) : Asked;

    /// <summary>How many may be open at a time, those that are only told that there is no room included.</summary>
    public int Accepted => Max + Math.Clamp(Max / 8, 1, Spare);

    /// <summary>What this process has.</summary>
    public static ConnectionRoom Of(int asked)
    {
        const string limits = "/proc/self/limits";
        return new ConnectionRoom(asked, File.Exists(limits) ? ReadFiles(File.ReadAllText(limits)) : null);
    }

    /// <summary>The limit that holds, from the table of all limits; null for none.</summary>
    public static long? ReadFiles(string limits)
    {
        const string name = "Max open files";
        var line = limits.Split('\n').FirstOrDefault(static line => line.StartsWith(name, StringComparison.Ordinal));
        var first = line?[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var files) ? files : null;
    }
}
