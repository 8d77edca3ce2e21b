namespace EngineTests.Sharding.Simulation;

/// <summary>Where every message of the history is, and what became of it. None may vanish or arrive twice.</summary>
public sealed class MessageLedger
{
    private readonly Dictionary<int, string> _whereabouts = [];
    private readonly Dictionary<int, string> _fates = [];
    private readonly Dictionary<(string Sender, string Entity), int> _latest = [];
    private int _next;

    /// <summary>Messages that came to their entity.</summary>
    public int Delivered { get; private set; }

    /// <summary>Messages that came after a later one of the same sender to the same entity.</summary>
    public int OutOfOrder { get; private set; }

    /// <summary>Messages that ended otherwise, by reason.</summary>
    public Dictionary<string, int> Lost { get; } = [];

    /// <summary>Messages whose fate is open, with the node that has them.</summary>
    public IReadOnlyDictionary<int, string> Open => _whereabouts;

    /// <summary>A new message of a sender on a node.</summary>
    public SimMessage Send(string node, string entity)
    {
        var message = new SimMessage(_next++, $"sender@{node}", entity);
        _whereabouts[message.Id] = node;
        return message;
    }

    /// <summary>The message is on this node now.</summary>
    public void Moved(SimMessage message, string node)
    {
        if (_whereabouts.ContainsKey(message.Id))
            _whereabouts[message.Id] = node;
    }

    /// <summary>The entity has it.</summary>
    public void DeliveredTo(SimMessage message)
    {
        End(message, "delivered");
        Delivered++;
        var key = (message.Sender, message.Entity);
        if (_latest.TryGetValue(key, out var latest) && latest > message.Id)
            OutOfOrder++;
        _latest[key] = message.Id;
    }

    /// <summary>It is lost, and somebody knows why.</summary>
    public void LostBecause(SimMessage message, string reason)
    {
        End(message, reason);
        Lost[reason] = Lost.GetValueOrDefault(reason) + 1;
    }

    /// <summary>A node stopped: what was on it is gone.</summary>
    public void NodeGone(string node)
    {
        foreach (var id in _whereabouts.Where(entry => entry.Value == node).Select(static entry => entry.Key).ToArray())
        {
            _whereabouts.Remove(id);
            _fates[id] = "node gone";
            Lost["node gone"] = Lost.GetValueOrDefault("node gone") + 1;
        }
    }

    private void End(SimMessage message, string fate)
    {
        if (!_whereabouts.Remove(message.Id))
            throw new InvariantViolation($"{message} was {_fates.GetValueOrDefault(message.Id, "unknown")}, and now {fate}");
        _fates[message.Id] = fate;
    }
}
