using System.Diagnostics;
using Broker.Testing;
using Broker.Testing.Waiting;
using Xunit.Abstractions;

namespace Broker.Tests.Processes;

/// <summary>The tests of <c>clients/relay.js</c>, which need Node.js and no node.</summary>
public sealed class ScriptClientTests(ITestOutputHelper output)
{
    [NodeJsFact]
    public async Task The_script_client_passes_its_own_tests()
    {
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = Path.Combine(RepositoryRoot.Path, "clients"),
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add("--test");
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Deadline.Recovery);
        var text = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        output.WriteLine(text);
        Assert.True(process.ExitCode == 0, text);
        Assert.Contains("# fail 0", text, StringComparison.Ordinal);
    }
}
