using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Broker.Cli.Up;

/// <summary><c>up</c>: a cluster of several nodes on this machine.</summary>
internal static class UpCommand
{
    private const int DefaultNodes = 3;
    private const int DefaultPort = 8080;
    private const int LastPort = 65_535;

    public static Command Create()
    {
        var nodes = new Option<int>("--nodes", "-n")
        {
            Description = $"How many nodes, 1 to {UpSettings.MostNodes}",
            DefaultValueFactory = _ => DefaultNodes,
            CustomParser = given => Number(given, "--nodes", UpSettings.MostNodes),
        };
        var port = new Option<int>("--port", "-p")
        {
            Description = "The first node's HTTP port; the others follow it",
            DefaultValueFactory = _ => DefaultPort,
            CustomParser = given => Number(given, "--port", LastPort - UpSettings.MostNodes),
        };
        var settings = new Option<string[]>("--set")
        {
            Description = "A setting for every node: key=value (repeatable)",
            DefaultValueFactory = _ => [],
        };
        var command = new Command("up", "Start a cluster of nodes on this machine and control it from the keyboard")
        {
            nodes,
            port,
            settings,
        };
        command.SetAction((parsed, stop) => RunAsync(
            new UpSettings(parsed.GetValue(nodes), parsed.GetValue(port), parsed.GetValue(settings) ?? []), stop));
        return command;
    }

    private static int Number(ArgumentResult given, string name, int most)
    {
        if (int.TryParse(given.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most)
        {
            return number;
        }

        given.AddError($"{name} takes a number from 1 to {most}");
        return 0;
    }

    private static async Task<int> RunAsync(UpSettings settings, CancellationToken stop)
    {
        var column = new NodeColumn(Console.Out, NodeColumn.WantsColour);
        var taken = Enumerable.Range(0, settings.Nodes).Select(settings.HttpPort).Where(port => !LoopbackPorts.IsFree(port)).ToList();
        if (taken.Count > 0)
        {
            column.Say($"In use already: port {string.Join(", ", taken)}. Choose others with --port");
            return ExitCode.Failed;
        }

        using var cluster = new LocalCluster(settings, column);
        return await cluster.RunAsync(Console.In, stop);
    }
}
