using System.Diagnostics;
using Broker.Testing.Processes;
using Xunit.Abstractions;

namespace Broker.Tests.Processes.Browser;

[Collection(ProcessTests.Name)]
public sealed class PageTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [BrowserFact]
    public async Task The_page_works_for_two_people_on_three_nodes_of_which_one_dies()
    {
        await using var cluster = await ProcessCluster.StartAsync(3);
        var owner = cluster.Owner(await cluster[0].PostAsync("news", "who owns this?"));
        NodeProcess[] nodes = [.. cluster.Nodes.Where(node => node != owner), owner];

        using var script = Start(nodes);
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var errors = script.StandardError.ReadToEndAsync(limit.Token);
            while (await script.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                output.WriteLine(line);
                if (line == "kill")
                {
                    await nodes[0].KillAsync();
                    await script.StandardInput.WriteLineAsync("killed");
                    await script.StandardInput.FlushAsync(limit.Token);
                }
            }

            await script.WaitForExitAsync(limit.Token);
            Assert.True(script.ExitCode == 0, await errors);
        }
        finally
        {
            if (!script.HasExited)
            {
                script.Kill(entireProcessTree: true);
            }
        }
    }

    private static Process Start(IEnumerable<NodeProcess> nodes)
    {
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = BrowserFactAttribute.Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments =
        [
            "page.mjs", ProgramPath(BrowserFactAttribute.Chromium() ?? "chromium"), .. nodes.Select(static node => node.Http.BaseAddress!.GetLeftPart(UriPartial.Authority)),
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    private static string ProgramPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists, program);
}
