using System.Diagnostics;
using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Sharding;
using EngineTests.Remote.Systems;
using EngineTests.Sharding.Systems;
using Xunit.Abstractions;

namespace EngineTests.Sharding;

public sealed class ShardingAfterACrashTests(ITestOutputHelper output) : IAsyncLifetime
{
    // Quick to suspect and quick to decide, so that the time of the re-allocation itself can be seen.
    private const string QuickDowning = """
        akka.cluster {
          downing-provider-class = "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster"
          failure-detector { heartbeat-interval = 100ms, acceptable-heartbeat-pause = 800ms }
          split-brain-resolver { active-strategy = keep-majority, stable-after = 500ms }
        }
        """;

    private readonly RemoteSystems _systems = RemoteSystems.InMemory();
    private readonly Journal _journal = new();
    private readonly List<ShardingNode> _nodes = [];

    public async Task InitializeAsync()
    {
        for (var i = 0; i < 3; i++)
            _nodes.Add(await ShardingNode.Start(_systems, _journal, _nodes.FirstOrDefault(), QuickDowning));
    }

    public async Task DisposeAsync() => await _systems.DisposeAsync();

    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    public async Task The_shards_of_a_node_that_vanishes_are_served_again_as_soon_as_it_is_removed(int vanishing)
    {
        for (var i = 0; i < 36; i++)
            await _nodes[i % 3].Ask($"entity-{i}", "warm");
        var lost = _nodes[vanishing];
        var staying = _nodes.Where(node => node != lost).ToArray();
        var victims = _journal.Entries.Where(entry => entry.Node == lost.Name && entry.Message == "warm").Select(static entry => entry.Entity).ToArray();
        Assert.NotEmpty(victims);

        var removals = staying.Select(node => RemovalSeen(node, lost.Address)).ToArray();
        foreach (var node in staying)
            _systems.Network!.Hold(TransportName(lost), TransportName(node));
        var cut = Stopwatch.StartNew();
        await Task.WhenAll(removals).WaitAsync(TimeSpan.FromSeconds(20));
        var removed = Stopwatch.StartNew();
        await Task.WhenAll(victims.Select((entity, i) => AskUntilAnswered(staying[i % staying.Length], entity)));
        output.WriteLine($"node {vanishing}: removed after {(cut.Elapsed - removed.Elapsed).TotalMilliseconds:0} ms, " +
            $"{victims.Length} entities served again {removed.Elapsed.TotalMilliseconds:0.0} ms later");
        Assert.All(_journal.Entries.Where(static entry => entry.Message == "after"), entry => Assert.NotEqual(lost.Name, entry.Node));
    }

    // A region may hear of the removal a moment after the test: what it forwards until then is lost, as any message to a dead node.
    private static async Task AskUntilAnswered(ShardingNode node, string entity)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await node.Region.Ask<string>(new ShardingEnvelope(entity, "after"), TimeSpan.FromMilliseconds(500));
                return;
            }
            catch (AskTimeoutException) when (attempt < 20)
            {
            }
        }
    }

    private static string TransportName(ShardingNode node) => $"{node.Address.Host}:{node.Address.Port}";

    private static Task RemovalSeen(ShardingNode node, Address address)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        node.System.ActorOf(Props.Create(typeof(RemovalListener), address, seen));
        return seen.Task;
    }
}
