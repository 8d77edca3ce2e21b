using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Sharding.Effects;

namespace Broker.Runtime.Cluster.Sharding.Shards;

/// <summary>
/// The entities of one shard: started by their first message, stopped by passivation or hand-off. Messages to an entity that is
/// stopping are kept, and start it anew.
/// </summary>
/// <remarks>Pure: no clock, no actors. Only one caller at a time.</remarks>
internal sealed class ShardCore(object handOffStopMessage, int bufferSize, TimeSpan handOffTimeout)
{
    private readonly Dictionary<string, List<BufferedMessage>?> _entities = new(StringComparer.Ordinal);
    private readonly List<BufferedMessage> _undelivered = [];
    private int _buffered;
    private TimeSpan? _killAt;
    private bool _killed;
    private bool _emptied;

    /// <summary>The entities that run or are stopping.</summary>
    public IReadOnlyCollection<string> Entities => _entities.Keys;

    /// <summary>True once the hand-off has begun.</summary>
    public bool IsHandingOff { get; private set; }

    /// <summary>How many messages were dropped because too many waited for stopping entities.</summary>
    public long Dropped { get; private set; }

    /// <summary>When it wants a <see cref="ShardEvent.Tick"/>.</summary>
    public TimeSpan NextWakeUp => _killAt ?? TimeSpan.MaxValue;

    /// <summary>Delivers a user's message to an entity, which is started if it does not run.</summary>
    public void Deliver(string entityId, object message, IActorRef sender, List<ShardingEffect> effects)
    {
        if (!_entities.TryGetValue(entityId, out var stopping))
        {
            if (IsHandingOff)
            {
                _undelivered.Add(new BufferedMessage(message, sender));
                return;
            }

            Start(entityId, effects);
        }

        if (stopping is null)
            effects.Add(new ShardingEffect.DeliverToEntity(entityId, message, sender));
        else
            Buffer(stopping, message, sender, effects);
    }

    /// <summary>Takes one event and appends what is to be done.</summary>
    public void Handle(ShardEvent happened, TimeSpan now, List<ShardingEffect> effects)
    {
        switch (happened)
        {
            case ShardEvent.StartRequested { EntityId: var id }:
                if (!IsHandingOff && !_entities.ContainsKey(id))
                    Start(id, effects);
                break;
            case ShardEvent.PassivateRequested { EntityId: var id, StopMessage: var stopMessage }:
                if (_entities.TryGetValue(id, out var stopping) && stopping is null)
                    Stop(id, stopMessage, effects);
                break;
            case ShardEvent.EntityTerminated { EntityId: var id }:
                OnTerminated(id, effects);
                break;
            case ShardEvent.HandOffRequested:
                OnHandOff(now, effects);
                break;
            case ShardEvent.Tick:
                OnTick(now, effects);
                break;
            default:
                throw new ArgumentException($"Unknown event {happened.GetType().Name}.", nameof(happened));
        }
    }

    private void Start(string entityId, List<ShardingEffect> effects)
    {
        _entities[entityId] = null;
        effects.Add(new ShardingEffect.StartEntity(entityId));
    }

    private void Stop(string entityId, object stopMessage, List<ShardingEffect> effects)
    {
        _entities[entityId] = [];
        effects.Add(new ShardingEffect.StopEntity(entityId, stopMessage));
    }

    private void Buffer(List<BufferedMessage> stopping, object message, IActorRef sender, List<ShardingEffect> effects)
    {
        if (_buffered >= bufferSize)
        {
            Dropped++;
            effects.Add(new ShardingEffect.Drop(message, sender, $"the buffer of {bufferSize} messages to stopping entities is full"));
            return;
        }

        _buffered++;
        stopping.Add(new BufferedMessage(message, sender));
    }

    private void OnTerminated(string entityId, List<ShardingEffect> effects)
    {
        if (!_entities.Remove(entityId, out var waiting))
            return;
        _buffered -= waiting?.Count ?? 0;
        if (waiting is { Count: > 0 } && !_killed)
        {
            Start(entityId, effects);
            foreach (var (message, sender) in waiting)
                effects.Add(new ShardingEffect.DeliverToEntity(entityId, message, sender));

            // Even when the shard moves: sent on to the next home, these could be overtaken by what goes there directly.
            if (IsHandingOff)
                Stop(entityId, handOffStopMessage, effects);
            return;
        }

        _undelivered.AddRange(waiting ?? []);
        if (IsHandingOff)
            EndWhenEmpty(effects);
    }

    private void OnHandOff(TimeSpan now, List<ShardingEffect> effects)
    {
        if (IsHandingOff)
            return;
        IsHandingOff = true;
        _killAt = now + handOffTimeout;
        foreach (var (id, _) in _entities.Where(static entity => entity.Value is null).ToArray())
            Stop(id, handOffStopMessage, effects);
        EndWhenEmpty(effects);
    }

    private void OnTick(TimeSpan now, List<ShardingEffect> effects)
    {
        if (_killAt is not { } killAt || now < killAt)
            return;
        _killAt = null;
        _killed = true;
        effects.Add(new ShardingEffect.Note(
            NoteLevel.Warning, $"{_entities.Count} entities did not stop within {handOffTimeout} of the hand-off; they are stopped by force."));
        foreach (var id in _entities.Keys)
            effects.Add(new ShardingEffect.KillEntity(id));
    }

    private void EndWhenEmpty(List<ShardingEffect> effects)
    {
        if (_entities.Count > 0 || _emptied)
            return;
        _emptied = true;
        _killAt = null;
        effects.Add(new ShardingEffect.ShardEmptied(_undelivered.ToArray()));
    }
}
