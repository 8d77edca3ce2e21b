using System.Diagnostics;
using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Sharding;
using EngineTests.Remote.Systems;
using EngineTests.Sharding.Systems;
using Xunit.Abstractions;

namespace EngineTests.Sharding;

public sealed class ShardingInAClusterTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly RemoteSystems _systems = RemoteSystems.OverTcp();
    private readonly Journal _journal = new();
    private readonly List<ShardingNode> _nodes = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _systems.DisposeAsync();

    [Fact]
    public async Task The_first_message_to_an_entity_arrives_soon_after_the_start()
    {
        await StartNodes(1);
        await _nodes[0].Ask("warm", "one");
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 20; i++)
            await _nodes[0].Ask($"entity-{i}", "one");
        output.WriteLine($"20 first messages on one node: {watch.Elapsed.TotalMilliseconds:0.0} ms");
    }

    [Fact]
    public async Task Messages_from_all_nodes_reach_one_entity_in_the_order_of_each_sender()
    {
        await StartNodes(3);
        const int Count = 500;
        await Task.WhenAll(_nodes.Select(node => Task.Run(() =>
        {
            for (var i = 0; i < Count; i++)
                node.Send("one", $"{node.Name}|{i}");
        })));
        await _journal.Until(entries => entries.Count(static entry => entry.Message.Contains('|')) == 3 * Count, "all messages");
        Assert.Single(_journal.Entries, static entry => entry.Message == "started");
        AssertOrder();
    }

    [Fact]
    public async Task First_messages_from_every_node_to_every_shard_take_milliseconds()
    {
        await StartNodes(3);
        await Task.WhenAll(_nodes.Select(static node => node.Ask("warm", "one")));
        List<double> times = [];
        for (var i = 0; i < 60; i++)
        {
            var watch = Stopwatch.StartNew();
            await _nodes[i % 3].Ask($"entity-{i}", "one");
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        output.WriteLine($"first messages: {string.Join(" ", times.Order().Select(static time => time.ToString("0.0")))} ms");
        var hosted = await Task.WhenAll(_nodes.Select(static node => node.Hosted()));
        Assert.Equal(ShardingNode.Shards, hosted.Sum(static shards => shards.Count));
        Assert.All(hosted, static shards => Assert.NotEmpty(shards));
    }

    [Fact]
    public async Task In_an_upgrade_new_shards_go_to_the_newest_version()
    {
        await StartNodes(2);
        var newest = await ShardingNode.Start(_systems, _journal, _nodes[0], "akka.cluster.app-version = 1.10.0");
        _nodes.Add(newest);
        // Its region asks where a shard lives once it is registered, so from then on it can be chosen.
        await newest.Ask("first", "one");
        for (var i = 0; i < 60; i++)
            await _nodes[i % 3].Ask($"entity-{i}", "one");

        Assert.Equal(ShardingNode.Shards, (await newest.Hosted()).Count);
        Assert.Equal("1.10.0", _nodes[0].Cluster.State.Members.Single(m => m.Address == newest.Address).AppVersion.Version);
        Assert.True(_nodes[0].Cluster.State.HasMoreThanOneAppVersion);
    }

    [Fact]
    public async Task Every_region_that_knows_an_entity_can_say_where_it_lives()
    {
        await StartNodes(2);
        for (var i = 0; i < 6; i++)
        {
            foreach (var node in _nodes)
                await node.Ask($"e/{i}", "warm");
            var here = await Locate(_nodes[0], $"e/{i}");
            var there = await Locate(_nodes[1], $"e/{i}");
            Assert.Equal(here.ShardRegion, there.ShardRegion);
            Assert.Equal(here.ShardId, there.ShardId);
            Assert.True(here.EntityRef.HasValue && there.EntityRef.HasValue);
            Assert.Equal(here.EntityRef.Value.Path.Name, there.EntityRef.Value.Path.Name);
        }

        // Nobody has asked for this one: neither it nor its shard is started by the question.
        await StartNodes(1);
        var unknown = await Locate(_nodes[^1], "e/0");
        Assert.Equal(Address.AllSystems, unknown.ShardRegion);
        Assert.False(unknown.EntityRef.HasValue);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_node_that_leaves_hands_its_shards_over_and_no_message_is_lost(int leaving)
    {
        await StartNodes(3);
        await Task.WhenAll(Enumerable.Range(0, 24).Select(i => _nodes[i % 3].Ask($"entity-{i}", "warm")));
        var senders = _nodes.Where((_, i) => i != leaving).ToArray();
        using var stop = new CancellationTokenSource();
        var sent = senders.Select(node => SendUntil(node, stop.Token)).ToArray();
        var watch = Stopwatch.StartNew();
        await _nodes[leaving].Leave();
        output.WriteLine($"leave of node {leaving}: {watch.Elapsed.TotalMilliseconds:0} ms");
        await stop.CancelAsync();
        var total = (await Task.WhenAll(sent)).Sum();
        await _journal.Until(entries => entries.Count(static entry => entry.Message.Contains('|')) >= total, $"{total} messages");
        Assert.Equal(total, _journal.Entries.Count(static entry => entry.Message.Contains('|')));
        AssertOrder();
        AssertOneAtATime();
    }

    [Fact]
    public async Task A_node_that_joins_gets_shards_and_no_message_is_lost()
    {
        await StartNodes(2);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => _nodes[i % 2].Ask($"entity-{i}", "warm")));
        using var stop = new CancellationTokenSource();
        var sent = _nodes.Select(node => SendUntil(node, stop.Token)).ToArray();
        var joining = await ShardingNode.Start(_systems, _journal, _nodes[0]);
        await _journal.Until(entries => entries.Any(entry => entry.Node == joining.Name && entry.Message.Contains('|')), "a message on the new node");
        await stop.CancelAsync();
        var total = (await Task.WhenAll(sent)).Sum();
        await _journal.Until(entries => entries.Count(static entry => entry.Message.Contains('|')) >= total, $"{total} messages");
        Assert.Equal(total, _journal.Entries.Count(static entry => entry.Message.Contains('|')));
        AssertOrder();
        AssertOneAtATime();
    }

    [Fact]
    public async Task A_passivated_entity_wakes_up_for_the_next_message()
    {
        await StartNodes(2);
        await _nodes[0].Ask("sleeper", "one");
        _nodes[0].Send("sleeper", JournalEntity.Sleep);
        await _journal.Until("sleeper", "stopped");
        await _nodes[1].Ask("sleeper", "two");
        for (var i = 0; i < 200; i++)
        {
            _nodes[1].Send("sleeper", JournalEntity.Sleep);
            _nodes[1].Send("sleeper", $"{_nodes[1].Name}|{i}");
        }

        await _journal.Until(entries => entries.Count(static entry => entry.Message.Contains('|')) == 200, "200 messages");
        AssertOrder();
        AssertOneAtATime();
    }

    [Fact]
    public async Task Queries_see_the_whole_cluster()
    {
        await StartNodes(2);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => _nodes[i % 2].Ask($"entity-{i}", "one")));
        var regions = await _nodes[1].Region.Ask<CurrentRegions>(GetCurrentRegions.Instance, TimeSpan.FromSeconds(10));
        Assert.True(regions.Regions.SetEquals(_nodes.Select(static node => node.Address)));
        var stats = await _nodes[1].Region.Ask<ClusterShardingStats>(new GetClusterShardingStats(TimeSpan.FromSeconds(5)), TimeSpan.FromSeconds(10));
        Assert.Equal(10, stats.Regions.Values.Sum(static region => region.Stats.Values.Sum()));
        var state = await _nodes[0].Region.Ask<CurrentShardRegionState>(GetShardRegionState.Instance, TimeSpan.FromSeconds(10));
        Assert.All(state.Shards, static shard => Assert.NotEmpty(shard.EntityIds));
    }

    [Fact]
    public async Task A_proxy_reaches_entities_and_hosts_none()
    {
        await StartNodes(1);
        var system = _systems.Start("akka.actor.provider = cluster\nakka.cluster.roles = [edge]");
        var proxy = await ClusterSharding.Get(system).StartProxyAsync(
            ShardingNode.TypeName, null, HashCodeMessageExtractor.Create(ShardingNode.Shards, static _ => null));
        await Broker.Runtime.Cluster.Cluster.Get(system).JoinAsync(_nodes[0].Address);
        for (var i = 0; i < 10; i++)
            Assert.Equal("one", await proxy.Ask<string>(new ShardingEnvelope($"entity-{i}", "one"), TimeSpan.FromSeconds(10)));
        Assert.All(_journal.Entries, entry => Assert.Equal(_nodes[0].Name, entry.Node));
    }

    private async Task StartNodes(int count)
    {
        for (var i = 0; i < count; i++)
            _nodes.Add(await ShardingNode.Start(_systems, _journal, _nodes.FirstOrDefault()));
    }

    private static Task<EntityLocation> Locate(ShardingNode node, string entity) =>
        node.Region.Ask<EntityLocation>(new GetEntityLocation(entity, TimeSpan.FromSeconds(5)), TimeSpan.FromSeconds(10));

    private static Task<int> SendUntil(ShardingNode node, CancellationToken stop) => Task.Run(async () =>
    {
        var sent = 0;
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (!stop.IsCancellationRequested)
        {
            for (var entity = 0; entity < 8; entity++, sent++)
                node.Send($"entity-{entity}", $"{node.Name}|{sent}");
            await pace.WaitForNextTickAsync(CancellationToken.None);
        }

        return sent;
    }, CancellationToken.None);

    private void AssertOrder()
    {
        foreach (var stream in _journal.Entries.Where(static entry => entry.Message.Contains('|'))
            .GroupBy(static entry => (entry.Entity, Sender: entry.Message.Split('|')[0])))
        {
            var numbers = stream.Select(static entry => int.Parse(entry.Message.Split('|')[1])).ToArray();
            Assert.Equal(numbers.Order(), numbers);
        }
    }

    private void AssertOneAtATime()
    {
        foreach (var entity in _journal.Entries.Where(static entry => entry.Message is "started" or "stopped").GroupBy(static entry => entry.Entity))
        {
            var running = 0;
            foreach (var entry in entity)
            {
                running += entry.Message == "started" ? 1 : -1;
                Assert.InRange(running, 0, 1);
            }
        }
    }
}
