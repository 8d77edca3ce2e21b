using System.Diagnostics;
using Broker.Protocol.Errors;
using Broker.Testing.Delivery;
using Broker.Testing.Load;
using Broker.Testing.Processes;
using Broker.Testing.Waiting;
using Xunit.Abstractions;

namespace Broker.Tests.Processes;

[Collection(ProcessTests.Name)]
public sealed class OwnerKilledTests(ITestOutputHelper output)
{
    [LinuxFact]
    public async Task Delivery_resumes_by_itself_after_the_topic_s_node_was_killed()
    {
        await using var cluster = await ProcessCluster.StartAsync(3);
        const string Topic = "killed";
        var owner = cluster.Owner(await cluster[0].PostAsync(Topic, "who owns this?"));
        var others = cluster.Nodes.Where(node => node != owner).ToArray();
        var subscribers = await Task.WhenAll(others.Select(node => LoadSubscriber.MqttAsync(node, Topic, 1)));
        await using var bare = await LoadSubscriber.PlainAsync(others[0], Topic, 1);
        var publisher = LoadPublisher.Posting(others[0], Topic);
        await publisher.SendAsync(50);
        await Task.WhenAll(subscribers.Select(subscriber => subscriber.SawAsync(new MessageId(publisher.Name, 50))));

        var killedAt = Stopwatch.GetTimestamp();
        await owner.KillAsync();
        await using var probes = new Probes(others[1], Topic);
        var resumedAt = await probes.FirstDeliveredAsync(subscribers);

        output.WriteLine($"Measured: {owner.Settings.Name} killed, {RecoveryTimes.Describe(killedAt, resumedAt, others)}");

        // A bare frame can't say that something may be missing: who hears those is told by the end of its connection.
        Assert.Equal(CloseCode.ServiceRestart.Number, (await bare.Closed.WaitAsync(Deadline.Step)).Code);
        await publisher.SendAsync(50);
        await Task.WhenAll(subscribers.Select(subscriber => subscriber.SawAsync(new MessageId(publisher.Name, 100))));
        await probes.SettledAsync();
        Check([publisher, .. probes.Publishers], subscribers);
        foreach (var subscriber in subscribers)
        {
            await subscriber.DisposeAsync();
        }
    }

    [LinuxFact]
    public async Task A_killed_node_comes_back_under_its_address_and_takes_part_again()
    {
        await using var cluster = await ProcessCluster.StartAsync(3);
        await cluster[1].KillAsync();
        cluster[1].Start();

        var took = await cluster[1].ReadyAsync();

        output.WriteLine($"Measured: Ready again after {took.TotalSeconds:0.00} s");
        await using var returned = await cluster[1].ConnectAsync("websocket/back");
        await cluster[0].PostAsync("back", "welcome");
        await returned.TextAsync("welcome");
    }

    private void Check(IEnumerable<LoadPublisher> publishers, LoadSubscriber[] subscribers)
    {
        var checker = new DeliveryChecker();
        foreach (var (message, outcome) in publishers.SelectMany(publisher => publisher.Outcomes))
        {
            checker.Sent(message, outcome);
        }

        foreach (var subscriber in subscribers)
        {
            checker.Saw(subscriber.Log());
        }

        var report = checker.Check();
        output.WriteLine($"Measured: {report}");
        Assert.True(report.IsClean, report.ToString());
    }
}
