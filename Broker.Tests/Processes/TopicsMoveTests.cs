using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Broker.Testing.Histories;
using Broker.Testing.Nemesis;
using Broker.Testing.Processes;
using Broker.Testing.Waiting;
using Broker.Tests.Processes.Nemesis;
using Xunit.Abstractions;

namespace Broker.Tests.Processes;

/// <summary>A node that stops in order hands its topics over with all they have.</summary>
[Collection(ProcessTests.Name)]
public sealed class TopicsMoveTests(ITestOutputHelper output)
{
    private const int HistorySize = 1000;
    private const int Topics = 10_000;

    /// <summary>How many publishes are under way at once while topics are made.</summary>
    private const int AtOnce = 32;

    /// <summary>relay.shutdown.timeout: what is not handed over by then is lost.</summary>
    private static readonly TimeSpan GracePeriod = TimeSpan.FromSeconds(45);

    [LinuxFact]
    public async Task Moving_a_topic_with_a_full_history_under_load_costs_its_subscribers_a_pause_and_nothing_else()
    {
        var settings = new Dictionary<string, string> { ["relay.namespaces.default.history-size"] = HistorySize.ToString(CultureInfo.InvariantCulture) };
        await using var cluster = await SupervisedCluster.StartAsync(NodeSettings.OnLoopback(3, settings));
        await PublishAsync(cluster[0].Process, Enumerable.Repeat("moving-1", HistorySize));
        var options = new TrafficOptions { Prefix = "moving", Topics = 1, PublishPause = TimeSpan.FromMilliseconds(20) };
        await using var traffic = await Traffic.StartAsync(cluster, options, Seed.Choose());
        var address = await OwnerAsync(traffic);
        var owner = cluster.Nodes.Single(node => node.Process.Settings.NodeAddress == address);
        var before = await HistoryAsync(cluster[0].Process, "moving-1");

        var from = cluster.Clock.Now;
        await owner.StopAsync();
        cluster.Recorder.Add(new Fault("move", [owner.Name], from, cluster.Clock.Now));
        output.WriteLine($"Measured: the topic's node stopped after {(cluster.Clock.Now - from).TotalSeconds:0.00} s");
        var after = await HistoryAsync(cluster.Nodes.First(node => node != owner).Process, "moving-1");
        owner.Start();
        await cluster.HealthyAsync();
        await traffic.FinishAsync();
        var report = await RunVerdict.PassAsync("moving", cluster, traffic, null, output);

        Assert.Equal(before.Epoch, after.Epoch);
        // It is read in parts, and its oldest end moves on meanwhile.
        Assert.InRange(before.Publications, HistorySize * 9 / 10, HistorySize);
        Assert.InRange(after.Publications, HistorySize * 9 / 10, HistorySize);
        Assert.Equal((0, 0), (report.EpochChanges, report.DiedWithOwner));
        var elsewhere = traffic.History().Sessions.Where(session => session.Node != owner.Name && session.OpenedAt < from).ToList();
        Assert.NotEmpty(elsewhere);
        Assert.All(elsewhere, session => Assert.True(session.End is SessionEnd.Stayed or SessionEnd.Left && session.Resets.Count == 0, session.ToString()));
        var published = traffic.History().Publishes.Where(publish => publish.Position is not null || publish.Message.Publisher.Contains("/node-", StringComparison.Ordinal));
        Assert.All(published.Where(publish => !publish.Message.Publisher.EndsWith(owner.Name, StringComparison.Ordinal)), publish => Assert.NotNull(publish.Position));
    }

    [LinuxFact]
    public async Task Ten_thousand_topics_move_off_a_leaving_node_within_its_grace_period()
    {
        // Nothing moves before: the second node gets its topics from the leaving one.
        var settings = new Dictionary<string, string> { ["akka.cluster.sharding.rebalance-interval"] = "1h" };
        var both = NodeSettings.OnLoopback(2, settings);
        await using var leaving = new NodeProcess(both[0] with { Seeds = [both[0].NodeAddress] });
        await using var staying = new NodeProcess(both[1] with { Seeds = [both[0].NodeAddress] });
        leaving.Start();
        await leaving.ReadyAsync();
        var names = Enumerable.Range(1, Topics).Select(number => FormattableString.Invariant($"topic-{number}")).ToList();
        var before = await PublishAsync(leaving, names);
        staying.Start();
        await staying.ReadyAsync();

        var asked = Stopwatch.GetTimestamp();
        var exitCode = await leaving.StopAsync();
        var took = Stopwatch.GetElapsedTime(asked);

        foreach (var line in leaving.Output.Snapshot().Where(line => line.Text.Contains("handed over", StringComparison.Ordinal)))
        {
            output.WriteLine(line.Text);
        }

        output.WriteLine(FormattableString.Invariant($"Measured: {Topics} topics moved off a leaving node, which ended after {took.TotalSeconds:0.0} s: {Topics / took.TotalSeconds:0} a second"));
        var after = await PublishAsync(staying, names);
        var anew = names.Where(name => after[name].Epoch != before[name].Epoch || after[name].Offset != 2).ToList();
        Assert.True(anew.Count == 0, $"{anew.Count} topics did not go on where they were, among them {anew.FirstOrDefault()}:{Environment.NewLine}{leaving.Tail()}");
        Assert.Equal(0, exitCode);
        Assert.True(took < GracePeriod, $"It took {took.TotalSeconds:0.0} s");
    }

    private static async Task<IReadOnlyDictionary<string, PublishAnswer>> PublishAsync(NodeProcess node, IEnumerable<string> topics)
    {
        var answers = new ConcurrentDictionary<string, PublishAnswer>();
        await Parallel.ForEachAsync(
            topics,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (topic, _) => answers[topic] = await node.PostAsync(topic, "something of a hundred bytes or so, as a message of a small application would be, in plain words"));
        return answers;
    }

    /// <summary>The owner that the first accepted message of the traffic names.</summary>
    private static async Task<string> OwnerAsync(Traffic traffic)
    {
        string? owner = null;
        await Until.TrueAsync(() => Task.FromResult((owner = traffic.History().Publishes.FirstOrDefault(publish => publish.Owner is not null)?.Owner) is not null), "an accepted message");
        return owner!;
    }

    private static async Task<(string Epoch, int Publications)> HistoryAsync(NodeProcess node, string topic)
    {
        await using var client = await Broker.Testing.Clients.SocketClient.ConnectAsync(node.WebSocketUri("websocket?own=off"), "relay.v1");
        var (epoch, publications, since) = ("", 0, "");
        for (var id = 1; ; id++)
        {
            await client.SendAsync($$"""{"history":"{{topic}}","limit":{{HistorySize - publications}},"reverse":true{{since}},"id":{{id}}}""");
            var answer = await client.Received.FirstAsync(message => message.Text.StartsWith($"{{\"id\":{id},", StringComparison.Ordinal), "the history");
            var history = JsonDocument.Parse(answer.Text).RootElement;
            var part = history.GetProperty("publications");
            epoch = history.GetProperty("epoch").GetString()!;
            publications += part.GetArrayLength();
            if (publications >= HistorySize || part.GetArrayLength() == 0)
            {
                return (epoch, publications);
            }

            since = FormattableString.Invariant($",\"since\":{{\"epoch\":\"{epoch}\",\"offset\":{part[part.GetArrayLength() - 1].GetProperty("offset").GetInt64()}}}");
        }
    }
}
