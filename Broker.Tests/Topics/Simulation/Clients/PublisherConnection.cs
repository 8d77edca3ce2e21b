using Broker.Actors.Publishing;
using Broker.Actors.Topics;
using Broker.Protocol.Publications;
using Broker.Tests.Topics.Simulation.Checks;
using Broker.Tests.Topics.Simulation.Nodes;

namespace Broker.Tests.Topics.Simulation.Clients;

/// <summary>One connection that publishes, as its actor runs it.</summary>
internal sealed class PublisherConnection : SimulatedActor
{
    private const int SmallPayload = 64;
    private const int LargePayload = 2_000;

    private readonly List<PublisherEffect> _effects = [];
    private readonly PublisherState _state;
    private readonly Dictionary<TopicInfo, Position> _last = [];
    private readonly bool _isOrdered;
    private readonly bool _isAwaited;
    private readonly int _number;

    public PublisherConnection(SimulatedNode node, int number)
        : base(node)
    {
        var options = World.Plan.Publishing;
        _number = number;
        _isOrdered = number % 3 != 0;

        // One in three waits for each, as over HTTP; the others only now and then.
        _isAwaited = !_isOrdered;
        _state = new PublisherState(
            new PublisherId((ulong)World.Random.NextInt64()), _isOrdered, options.Pending, options.PendingBytes, options);
        node.Answers.Enter(_state.Publisher, this);
    }

    public int Pending => _state.Pending;

    protected override long? NextTick => _state.NextTick;

    public void Publish(TopicInfo topic, int count)
    {
        for (; count > 0 && !_state.IsFull; count--)
        {
            var record = World.Ledger.Made(topic, $"p{_number}");
            var length = World.Random.Next(16) == 0 ? World.Random.Next(LargePayload) : World.Random.Next(SmallPayload);
            _state.Publish(topic.Name, Ledger.Write(record, length), record.Index, _isAwaited || World.Random.Next(8) == 0, Now, _effects);
        }

        Carry();
    }

    public override void Receive(SimulatedActor from, object message)
    {
        _state.Answered((PublishAnswer)message, Now, _effects);
        Carry();
    }

    public override string ToString() => $"p{_number}@{Node}";

    protected override void Tick()
    {
        _state.Tick(Now, _effects);
        Carry();
    }

    private void Carry()
    {
        for (var i = 0; i < _effects.Count; i++)
        {
            var effect = _effects[i];
            if (effect.Kind == PublisherEffectKind.Send)
            {
                World.Ledger.Read(effect.Publish!.Payload).IsBlind |= effect.Publish.Epoch == Epoch.None;
                World.Statistics.Resent += effect.Publish!.IsRepeat ? 1 : 0;
                Node.Region.Send(this, effect.Publish!);
            }
            else
            {
                Settle(effect);
            }
        }

        _effects.Clear();
        FollowTick();
    }

    private void Settle(in PublisherEffect effect)
    {
        var record = World.Ledger.Records[(int)effect.Tag];
        if (effect.Error is not null)
        {
            World.Statistics.Unknown++;
            World.Statistics.UnknownNotBlind += record.IsBlind ? 0 : 1;
            World.Trace?.Note($"{record} ends as {effect.Error}");
            return;
        }

        World.Statistics.Accepted++;
        var place = effect.Answer!.Position;
        Ledger.Answered(record, place);
        var last = _last.GetValueOrDefault(record.Topic);
        if (_isOrdered && place.Epoch == last.Epoch && place.Offset <= last.Offset)
        {
            throw new Violation(Promises.PublisherOrder, $"{record} stands at {place}, the one before it at {last}");
        }

        _last[record.Topic] = place;
    }
}
