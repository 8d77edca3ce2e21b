using Broker.Testing;

namespace Broker.Tests.Processes.Browser;

/// <summary>A test in a headless browser: skipped where Node.js, Chromium or the package that drives it is missing.</summary>
/// <remarks>Where <see cref="Required"/> is set, as in continuous integration, it runs and fails instead.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public const string Required = "RELAY_TEST_REQUIRE_BROWSER";

    public BrowserFactAttribute()
    {
        if (Environment.GetEnvironmentVariable(Required) == "1")
        {
            return;
        }

        if (Chromium() is null)
        {
            Skip = "Chromium is not installed";
        }
        else if (!NodeJsFactAttribute.IsOnPath("node"))
        {
            Skip = "Node.js is not installed";
        }
        else if (!Directory.Exists(Path.Combine(Folder, "node_modules", "playwright-core")))
        {
            Skip = $"The browser's driver is not installed: npm install --prefix {Path.GetRelativePath(RepositoryRoot.Path, Folder)}";
        }
    }

    public static string Folder => Path.Combine(RepositoryRoot.Path, "Broker.Tests", "Processes", "Browser");

    /// <summary>The browser's program, if there is one.</summary>
    public static string? Chromium() => Array.Find(["chromium", "chromium-browser", "google-chrome"], NodeJsFactAttribute.IsOnPath);
}
