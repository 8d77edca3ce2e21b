using Broker.Actors.Publishing;
using Broker.Protocol.Publications;

namespace Broker.Tests.Topics.Simulation;

/// <summary>A connection that publishes numbered payloads, and notes what becomes of each.</summary>
internal sealed class SimulatedPublisher(TopicSimulation world, int node, PublishOptions options) : SimulatedPeer(node)
{
    private readonly List<PublisherEffect> _effects = [];
    private readonly PublisherState _state = new(
        new PublisherId((ulong)node + 1), isOrdered: true, options.Pending, options.PendingBytes, options);

    private long _made;
    private long _settled;

    public int Pending => _state.Pending;

    protected override long? NextTick => _state.NextTick;

    public void Publish()
    {
        if (!_state.IsFull)
        {
            var tag = ++_made;
            Turn(() => _state.Publish(TopicSimulation.Topic, Payload.OfText(Ledger.Name(Node, tag)), tag, world.Time.Now, _effects));
        }
    }

    public override void Receive(SimulatedPeer sender, object message) =>
        Turn(() => _state.Answered((PublishAnswer)message, world.Time.Now, _effects));

    public override void Terminated(SimulatedPeer peer) => throw new InvalidOperationException("A publisher watches nobody.");

    protected override void Tick() => Turn(() => _state.Tick(world.Time.Now, _effects));

    private void Turn(Action action)
    {
        action();
        foreach (var effect in _effects.ToArray())
        {
            if (effect.Kind == PublisherEffectKind.Send)
            {
                world.Sharding.Send(this, effect.Publish!);
                continue;
            }

            Assert.Equal(++_settled, effect.Tag);
            world.Ledger.Settled(Node, effect, world.Time.Now);
        }

        _effects.Clear();
        FollowTick(world.Time);
    }
}
