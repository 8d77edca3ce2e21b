using Broker.Testing;

namespace Broker.Tests.Processes;

/// <summary>A test that runs a JavaScript client: skipped where Node.js or the client's packages are missing.</summary>
/// <remarks>Where <see cref="Required"/> is set, as in continuous integration, it runs and fails instead.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeJsFactAttribute : FactAttribute
{
    public const string Required = "RELAY_TEST_REQUIRE_NODEJS";

    public NodeJsFactAttribute()
    {
        if (Environment.GetEnvironmentVariable(Required) == "1")
        {
            return;
        }

        if (!IsOnPath("node"))
        {
            Skip = "Node.js is not installed";
        }
        else if (!Directory.Exists(Path.Combine(NodeJsClient.Folder, "node_modules", "ws")))
        {
            Skip = $"The client's packages are not installed: npm install --prefix {Path.GetRelativePath(RepositoryRoot.Path, NodeJsClient.Folder)}";
        }
    }

    internal static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder =>
            File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".exe")));
}
