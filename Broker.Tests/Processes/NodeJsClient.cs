using System.Diagnostics;
using Broker.Testing;
using Broker.Testing.Waiting;

namespace Broker.Tests.Processes;

/// <summary>The JavaScript clients in <c>NodeJs/</c>.</summary>
internal static class NodeJsClient
{
    public static string Folder => Path.Combine(RepositoryRoot.Path, "Broker.Tests", "Processes", "NodeJs");

    /// <summary>Runs one and returns its exit code with all it printed.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string script, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(script);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Deadline.Recovery);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, output + await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
