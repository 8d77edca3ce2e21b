using Broker.Actors.Topics;
using Broker.Tests.Topics.Simulation.Nodes;

namespace Broker.Tests.Topics.Simulation.Sharding;

/// <summary>A model of one hosting of a shard: starts owners as messages come for them, and stops them.</summary>
internal sealed class SimulatedShard(SimulatedRegion region, int shard) : SimulatedActor(region.Node)
{
    private const int Patience = 5_000;

    private readonly Dictionary<TopicInfo, Entity> _entities = [];
    private Action? _whenStopped;

    /// <summary>Whether senders have been told to wait since the shard will move.</summary>
    public bool IsHandedOff { get; set; }

    public bool IsStopping => IsHandedOff || _whenStopped is not null;

    public IEnumerable<SimulatedOwner> Owners => _entities.Values.Select(static entity => entity.Owner);

    public override void Receive(SimulatedActor from, object message) => throw new InvalidOperationException($"{this} has no mailbox.");

    public override string ToString() => $"shard {shard}@{Node}";

    public void Deliver(SimulatedActor from, ITopicMessage message)
    {
        var topic = region.World.Topic(message.Topic);
        if (!_entities.TryGetValue(topic, out var entity))
        {
            entity = new Entity { Owner = new SimulatedOwner(this, topic) };
            _entities.Add(topic, entity);
        }

        if (entity.IsPassivating)
        {
            entity.Buffer.Enqueue((from, message));
        }
        else
        {
            region.World.Links.Send(new RoutedFrom(Node, from), entity.Owner, message);
        }
    }

    /// <summary>An owner wants the stop message; what comes for it meanwhile waits for the next.</summary>
    public void Passivate(SimulatedOwner owner)
    {
        if (Find(owner) is { IsPassivating: false } entity)
        {
            entity.IsPassivating = true;
            region.World.Links.Send(region, owner, EndTopic.Instance);
        }
    }

    public void Stopped(SimulatedOwner owner)
    {
        if (Find(owner) is not { } entity)
        {
            return;
        }

        _entities.Remove(owner.Topic);
        while (entity.Buffer.TryDequeue(out var buffered))
        {
            region.Send(buffered.From, buffered.Message);
        }

        FinishWhenEmpty();
    }

    public void StopAll(Action stopped)
    {
        if (_whenStopped is not null)
        {
            _whenStopped += stopped;
            return;
        }

        _whenStopped = stopped;
        foreach (var entity in _entities.Values)
        {
            region.World.Links.Send(region, entity.Owner, EndTopic.Instance);
        }

        region.World.After(Node, Patience, Kill);
        FinishWhenEmpty();
    }

    /// <summary>Stops by force who has not stopped by itself.</summary>
    public void Kill()
    {
        foreach (var entity in _entities.Values.ToArray())
        {
            region.World.Statistics.StoppedByForce++;
            entity.Owner.StopByForce();
        }
    }

    private void FinishWhenEmpty()
    {
        if (_entities.Count == 0)
        {
            var whenStopped = _whenStopped;
            _whenStopped = null;
            whenStopped?.Invoke();
        }
    }

    private Entity? Find(SimulatedOwner owner) =>
        _entities.TryGetValue(owner.Topic, out var entity) && entity.Owner == owner ? entity : null;

    private sealed class Entity
    {
        public required SimulatedOwner Owner { get; init; }

        public bool IsPassivating { get; set; }

        public Queue<(SimulatedActor From, ITopicMessage Message)> Buffer { get; } = new();
    }
}
