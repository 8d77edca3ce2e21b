namespace Broker.Testing;

/// <summary>Finds the checkout that a test runs in.</summary>
public static class RepositoryRoot
{
    /// <summary>The folder with the solution, found upwards from the test's own files.</summary>
    public static string Path { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "ActorRelay.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"ActorRelay.sln is in no folder above {AppContext.BaseDirectory}");
    }
}
