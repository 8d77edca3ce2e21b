namespace Broker.Tests.Architecture;

/// <summary>The sources that this build was made of.</summary>
internal static class Repository
{
    private static readonly string[] NotSources = ["bin", "obj", ".git", "node_modules", "artifacts"];

    /// <summary>The folder with the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The files below a folder of the repository, as paths from its root with forward slashes.</summary>
    public static IEnumerable<string> Files(string folder, string pattern)
    {
        var start = Path.Combine(Root, folder);
        return Directory.Exists(start) ? Files(new DirectoryInfo(start), pattern).Order(StringComparer.Ordinal) : [];
    }

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static IEnumerable<string> Files(DirectoryInfo folder, string pattern)
    {
        foreach (var file in folder.EnumerateFiles(pattern))
            yield return Path.GetRelativePath(Root, file.FullName).Replace('\\', '/');
        foreach (var below in folder.EnumerateDirectories().Where(static below => !NotSources.Contains(below.Name)))
        {
            foreach (var file in Files(below, pattern))
                yield return file;
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ActorRelay.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("These tests read the sources and must run inside the repository.");
    }
}
