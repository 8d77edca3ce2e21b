using System.Diagnostics;
using Broker.Actors.Deliveries;
using Broker.Actors.Fencing;
using Broker.Actors.Interest;
using Broker.Actors.Keepers;
using Broker.Actors.Nodes;
using Broker.Actors.Publishing;
using Broker.Actors.Topics;
using Broker.Protocol.Namespaces;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;
using Xunit.Abstractions;

namespace Broker.Tests.Interest;

/// <summary>What a publish costs the owner's core beside many topics and many filters: allocated bytes are compared, times are only printed.</summary>
public sealed class PublishCostTests(ITestOutputHelper output)
{
    private const int Publishes = 200_000;

    [Fact]
    public void Neither_unrelated_filters_nor_other_nodes_nor_other_topics_change_the_cost_of_a_publish()
    {
        Measure(topics: 100, filters: 0);
        var alone = Measure(topics: 100, filters: 0);
        var amongFilters = Measure(topics: 100, filters: 10_000);
        var amongNodes = Measure(topics: 100, filters: 10_000, nodes: 100);
        var amongTopics = Measure(topics: 100_000, filters: 0);

        Assert.Equal(alone, amongFilters);
        Assert.Equal(alone, amongNodes);

        // Each topic's log and memory of publishers grow while they are young, so young topics are compared with a margin.
        Assert.InRange(amongTopics, 0, 2 * alone);
    }

    private long Measure(int topics, int filters, int nodes = 1)
    {
        var table = new InterestTable();
        for (var number = 0; number < filters; number++)
        {
            // The owner's node is 1, and the one that hears the topics is 2.
            var node = new NodeId(nodes == 1 ? 1 : (ulong)(3 + (number % nodes)));
            table.ApplyOwn(node, new FilterChange(TopicFilter.Parse($"other/{number}/+"), IsWanted: true), new InterestVersion(number + 1));
        }

        var owners = new Owner[topics];
        for (var i = 0; i < topics; i++)
        {
            owners[i] = new Owner(TopicName.Parse($"topic/{i}"), table);
        }

        // The first publish of each topic looks its name up.
        Array.ForEach(owners, static owner => owner.Publish());
        GC.Collect();
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < Publishes; i++)
        {
            owners[i % topics].Publish();
        }

        var took = Stopwatch.GetElapsedTime(started);
        var each = (GC.GetAllocatedBytesForCurrentThread() - bytes) / Publishes;
        output.WriteLine($"{topics,7} topics, {filters,6} unrelated filters of {nodes,3} node(s): {took.TotalNanoseconds / Publishes,6:0} ns and {each} bytes for a publish.");
        return each;
    }

    private sealed class Owner
    {
        private static readonly TopicOptions Options = new() { RepairCount = 1 };
        private static readonly Payload Payload = Payload.OfText("hello"u8.ToArray());
        private static readonly NodeFence Fence = OpenFence();

        private readonly List<TopicEffect<string>> _effects = [];
        private readonly TopicName _name;
        private readonly TopicState<string> _topic;
        private long _sequence;

        public Owner(TopicName name, InterestTable table)
        {
            _name = name;
            var home = new TopicHome(new NodeId(1), Options, NamespaceOptions.Open with { RepairCount = 1, HistorySize = 0 }, Fence, table);
            _topic = new TopicState<string>(name, default, new Term(10), new Epoch(7), new TopicMayBegin(new Term(5), null), home, 0);
            _topic.Subscribe("relay", new SubscribeNode(name, Position.None, Term.Zero, Node: new NodeId(2)), 0, _effects);
            _effects.Clear();
        }

        public void Publish()
        {
            _sequence++;
            var publish = new Publish(
                _name, new PublisherId(1), new PublishSequence(_sequence), default, new PublishSequence(_sequence), default, IsRepeat: false, Payload);
            _topic.Publish("publisher", publish, 0, 0, _effects);
            _effects.Clear();
        }

        private static NodeFence OpenFence()
        {
            var fence = new NodeFence();
            fence.OpenUntil = long.MaxValue;
            return fence;
        }
    }
}
