using System.Net;
using System.Text.Json;
using Broker.Testing.Processes;

namespace Broker.Bench.Load;

/// <summary>Starts nodes, loads them, prints a table and writes JSON: <c>dotnet run -c Release --project Broker.Bench -- load pairs --nodes 3</c>.</summary>
internal static class LoadCommand
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        LoadArguments asked;
        try
        {
            asked = new LoadArguments(arguments);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            await Console.Error.WriteLineAsync($"{e.Message}\n\n{LoadArguments.Usage}\nScenarios:");
            Array.ForEach(Scenario.All, static scenario => Console.Error.WriteLine($"  {scenario.Name,-10} {scenario.What}"));
            return 2;
        }

        List<LoadResult> results = [];
        for (var round = 0; round < asked.Rounds; round++)
        {
            foreach (var scenario in asked.Scenarios)
            {
                foreach (var program in asked.Programs)
                {
                    results.Add(await RunAsync(asked, scenario, program));
                    await ReportAsync(asked, results[^1]);
                }
            }
        }

        LoadTable.Print(results);
        return results.Exists(static result => result.HasFaults) ? 1 : 0;
    }

    private static async Task<LoadResult> RunAsync(LoadArguments asked, Scenario scenario, string? program)
    {
        if (scenario.Nodes is { } needed && (asked.Nodes != needed || asked.Urls is not null))
        {
            throw new InvalidOperationException($"{scenario.Name} starts {needed} nodes of its own: --nodes {needed}, without --urls.");
        }

        if (asked.Urls is { } urls)
        {
            return scenario.Run(asked.For(scenario, "running broker", urls, [], asked.Processes));
        }

        // Processes of its own for each run: memory of a server that has served before says little.
        await using var cluster = await ProcessCluster.StartAsync(asked.Nodes, asked.Settings, program);
        IPEndPoint[] nodes = [.. cluster.Nodes.Select(static node => new IPEndPoint(IPAddress.Loopback, node.Settings.HttpPort))];
        string[] addresses = [.. cluster.Nodes.Select(static node => node.Settings.NodeAddress)];
        int[] processes = [.. cluster.Nodes.Select(static node => node.ProcessId)];
        return scenario.Run(asked.For(scenario, program is null ? "ActorRelay" : Path.GetFileName(program.TrimEnd('/')), nodes, addresses, processes));
    }

    private static async Task ReportAsync(LoadArguments asked, LoadResult result)
    {
        var json = JsonSerializer.Serialize(result, LoadJson.Default.LoadResult);
        await Console.Error.WriteLineAsync(json);
        if (asked.Json is { } file)
        {
            await File.AppendAllTextAsync(file, json + Environment.NewLine);
        }
    }
}
