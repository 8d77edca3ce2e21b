using BenchmarkDotNet.Attributes;
using Broker.Actors.Relays;
using Broker.Protocol.Outbound;
using Broker.Protocol.Plain;
using Broker.Protocol.Publications;

namespace Broker.Bench.Micro;

/// <summary>One publication into the outboxes of a node, and out of them as their writers take it.</summary>
public class FanOut
{
    private readonly Audience _one = new(1);
    private readonly Audience _thousand = new(1000);

    /// <summary>To one subscriber.</summary>
    [Benchmark]
    public void ToOne() => _one.Publish();

    /// <summary>To a thousand: a further subscriber costs time, and no bytes.</summary>
    [Benchmark]
    public void ToAThousand() => _thousand.Publish();

    private sealed class Audience
    {
        private readonly Publication _publication = new(Sizes.Topic, new Epoch(7), new Offset(1), 0, Sizes.Payload);
        private readonly SubscriberTable _table = new();
        private readonly List<Hearer> _unable = [];
        private readonly Outbox[] _outboxes;

        public Audience(int count)
        {
            _outboxes = [.. Enumerable.Range(0, count).Select(static _ => new Outbox(1024 * 1024))];
            foreach (var outbox in _outboxes)
            {
                // Nobody is told of a gap here, so there is no connection.
                _table.Add(new Subscriber(Sizes.Topic, outbox, PlainFormat.Instance, connection: null!));
            }
        }

        public void Publish()
        {
            if (_table.Offer(new EncodedPublication(_publication), _unable) != _outboxes.Length)
            {
                throw new InvalidOperationException("Somebody did not take it.");
            }

            foreach (var outbox in _outboxes)
            {
                outbox.Release(outbox.Take());
            }
        }
    }
}
