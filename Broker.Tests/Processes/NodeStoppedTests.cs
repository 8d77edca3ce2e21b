using System.Diagnostics;
using Broker.Testing.Delivery;
using Broker.Testing.Load;
using Broker.Testing.Processes;
using Broker.Testing.Waiting;
using Xunit.Abstractions;

namespace Broker.Tests.Processes;

[Collection(ProcessTests.Name)]
public sealed class NodeStoppedTests(ITestOutputHelper output)
{
    // RFC 6455 and its registry: "service restart", come back.
    private const int ComeBack = 1012;

    /// <summary>Far below what noticing a dead node takes: the shards were handed over, not missed.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(3);

    [LinuxFact]
    public async Task A_stopped_node_hands_its_topics_over_at_once_and_sends_its_clients_elsewhere()
    {
        await using var cluster = await ProcessCluster.StartAsync(3);
        const string Topic = "moving";
        var owner = cluster.Owner(await cluster[0].PostAsync(Topic, "who owns this?"));
        var others = cluster.Nodes.Where(node => node != owner).ToArray();
        await using var leaving = await LoadSubscriber.PlainAsync(owner, Topic, 1);
        await using var staying = await LoadSubscriber.PlainAsync(others[0], Topic, 1);
        await using var publisher = LoadPublisher.Posting(others[1], Topic);
        await publisher.SendAsync(20);

        var asked = Stopwatch.GetTimestamp();
        owner.RequestStop();
        var longest = TimeSpan.Zero;
        var ended = owner.ExitedAsync();
        while (!ended.IsCompleted)
        {
            var sent = Stopwatch.GetTimestamp();
            await publisher.SendAsync();
            longest = TimeSpan.FromTicks(Math.Max(longest.Ticks, Stopwatch.GetElapsedTime(sent).Ticks));
        }

        output.WriteLine($"Measured: Stopped after {Stopwatch.GetElapsedTime(asked).TotalSeconds:0.00} s; the longest publish meanwhile took {longest.TotalSeconds:0.00} s");
        Assert.Equal(0, await ended);
        Assert.Equal(ComeBack, (await leaving.Closed.WaitAsync(Deadline.Step)).Code);
        Assert.All(publisher.Outcomes.Values, outcome => Assert.Equal(PublishOutcome.Accepted, outcome));
        await staying.SawAsync(new MessageId(publisher.Name, publisher.Outcomes.Count));
        Check(publisher, staying);
        Assert.True(longest < AtOnce, $"A publish took {longest.TotalSeconds:0.00} s:{Environment.NewLine}{cluster.Logs()}");
    }

    [LinuxFact]
    public async Task A_lone_node_stops_cleanly_and_says_come_back()
    {
        await using var cluster = await ProcessCluster.StartAsync(1);
        await using var plain = await cluster[0].ConnectAsync("websocket/one");
        await using var mqtt = await cluster[0].ConnectMqttAsync("one");

        Assert.Equal(0, await cluster[0].StopAsync());

        Assert.Equal(ComeBack, (await plain.Closed.WaitAsync(Deadline.Step)).Code);
        Assert.Equal(ComeBack, (await mqtt.Closed.WaitAsync(Deadline.Step)).Code);
    }

    [LinuxFact]
    public async Task A_node_that_is_stopped_while_it_starts_ends_cleanly()
    {
        await using var node = new NodeProcess(new NodeSettings { Name = "hasty", HttpPort = FreePorts.Next() });
        node.Start();
        await node.Output.CountAsync(1, "a first line");

        Assert.Equal(0, await node.StopAsync());
    }

    private void Check(LoadPublisher publisher, LoadSubscriber staying)
    {
        var checker = new DeliveryChecker().Saw(staying.Log());
        foreach (var (message, outcome) in publisher.Outcomes)
        {
            checker.Sent(message, outcome);
        }

        var report = checker.Check();
        output.WriteLine($"Measured: {report}");
        Assert.True(report.IsClean, report.ToString());
    }
}
