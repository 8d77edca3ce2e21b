using Broker.Testing.Load;
using Xunit.Abstractions;

namespace Broker.Tests.Processes;

[Collection(ProcessTests.Name)]
public sealed class OneOrderTests(ThreeNodes nodes, ITestOutputHelper output) : IClassFixture<ThreeNodes>
{
    private const int MessagesEach = 600;

    [Fact]
    public async Task Thousands_of_messages_from_all_nodes_are_seen_in_one_order_without_duplicate_or_gap()
    {
        await using var load = await TopicLoad.ConnectAsync(nodes.Cluster, nodes.NewTopic("load"));

        await Task.WhenAll(load.Publishers.Select(publisher => publisher.SendAsync(MessagesEach)));
        var arrived = await load.ArrivedAsync();

        var report = load.Check();
        output.WriteLine($"Measured: {load.Publishers.Count} publishers, {load.Subscribers.Count} subscribers: {report}");
        Assert.True(report.IsClean, report.ToString());
        Assert.True(arrived, $"Not everything arrived: {report}");
    }

    [Fact]
    public async Task Several_topics_at_once_keep_their_own_order()
    {
        var loads = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TopicLoad.ConnectAsync(nodes.Cluster, nodes.NewTopic("parallel"))));

        await Task.WhenAll(loads.SelectMany(load => load.Publishers).Select(publisher => publisher.SendAsync(MessagesEach / 6)));

        foreach (var load in loads)
        {
            await using (load)
            {
                var arrived = await load.ArrivedAsync();
                var report = load.Check();
                output.WriteLine($"Measured: {load.Topic}: {report}");
                Assert.True(report.IsClean && arrived, report.ToString());
            }
        }
    }
}
