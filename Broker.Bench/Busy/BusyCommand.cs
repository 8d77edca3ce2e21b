using System.Globalization;
using System.Net;
using Broker.Bench.Load;
using Broker.Testing.Processes;

namespace Broker.Bench.Busy;

/// <summary>
/// Shows that heartbeats have a thread of their own: three nodes with many connections, all of which get everything that one publisher can
/// send, beside threads that keep every core busy. No node may find another unreachable.
/// </summary>
internal static class BusyCommand
{
    private const int Nodes = 3;

    public static async Task<int> RunAsync(TimeSpan busy, int connections)
    {
        await using var cluster = await ProcessCluster.StartAsync(Nodes);
        IPEndPoint[] nodes = [.. cluster.Nodes.Select(static node => new IPEndPoint(IPAddress.Loopback, node.Settings.HttpPort))];
        await using var watch = new ViewWatch(cluster);
        LoadResult result;
        using (new Burners())
        {
            result = Scenario.All.Single(static scenario => scenario.Name == "fanout").Run(new LoadOptions
            {
                Scenario = "busy",
                Label = "ActorRelay",
                Way = new PlainWay(),
                Nodes = nodes,
                Processes = [.. cluster.Nodes.Select(static node => node.ProcessId)],
                Clients = connections,
                Duration = busy,
                WarmUp = TimeSpan.FromSeconds(1),
            });
        }

        var unhealthy = watch.Unhealthy;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{busy.TotalSeconds:0} s, {Nodes} nodes, {result.Connections} connections, {result.DeliveriesPerSecond:0} deliveries a second; of {Environment.ProcessorCount} cores nodes used {result.ServerCores:0.00}, load and burners {result.GeneratorCores:0.00}, others {result.OtherCores:0.00}"));
        Console.WriteLine($"{watch.Looks} looks at what nodes see of each other, {unhealthy.Count} of them or of the lines in their logs not healthy");
        foreach (var line in unhealthy)
        {
            Console.WriteLine(line);
        }

        return unhealthy.Count == 0 && result.Connections >= connections ? 0 : 1;
    }
}
