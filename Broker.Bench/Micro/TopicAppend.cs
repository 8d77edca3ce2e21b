using BenchmarkDotNet.Attributes;
using Broker.Actors.Deliveries;
using Broker.Actors.Fencing;
using Broker.Actors.Interest;
using Broker.Actors.Keepers;
using Broker.Actors.Nodes;
using Broker.Actors.Publishing;
using Broker.Actors.Topics;
using Broker.Protocol.Namespaces;
using Broker.Protocol.Publications;

namespace Broker.Bench.Micro;

/// <summary>One publish at the topic's owner: judged, numbered, kept, delivered to one node and answered.</summary>
public class TopicAppend
{
    private readonly Owner _bare = new(NamespaceOptions.Open with { HistorySize = 0 });
    private readonly Owner _keeping = new(NamespaceOptions.Open);

    /// <summary>With the repair window alone.</summary>
    [Benchmark]
    public void WithoutHistory() => _bare.Publish();

    /// <summary>With the default history beside it.</summary>
    [Benchmark]
    public void WithHistory() => _keeping.Publish();

    private sealed class Owner
    {
        private readonly List<TopicEffect<string>> _effects = [];
        private readonly TopicState<string> _topic;
        private long _sequence;

        public Owner(NamespaceOptions options)
        {
            var fence = new NodeFence { OpenUntil = long.MaxValue };
            var home = new TopicHome(new NodeId(1), new TopicOptions(), options, fence, new InterestTable());
            _topic = new TopicState<string>(Sizes.Topic, default, new Term(10), new Epoch(7), new TopicMayBegin(new Term(5), null), home, 0);
            _topic.Subscribe("relay", new SubscribeNode(Sizes.Topic, Position.None, Term.Zero, Node: new NodeId(2)), 0, _effects);
            _effects.Clear();

            // The windows are full before anything is counted: they have grown to their size, and each publish drops the oldest.
            for (var i = 0; i < 2 * options.RepairCount; i++)
            {
                Publish();
            }
        }

        public void Publish()
        {
            _sequence++;
            var publish = new Publish(
                Sizes.Topic, new PublisherId(1), new PublishSequence(_sequence), default, new PublishSequence(_sequence), default, IsRepeat: false, Sizes.Payload);
            _topic.Publish("publisher", publish, 0, 0, _effects);
            _effects.Clear();
        }
    }
}
