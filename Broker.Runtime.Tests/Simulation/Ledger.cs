using EngineTests.Simulation.Nodes;

namespace EngineTests.Simulation;

/// <summary>Where every user's message is, and what became of it. None may vanish or arrive twice.</summary>
internal sealed class Ledger
{
    private readonly Dictionary<int, UserMessage> _open = [];
    private readonly Dictionary<(int Sender, string Shard, string Entity), int> _latest = [];
    private int _next;

    public int DeliveredCount { get; private set; }

    /// <summary>How often a message came after a later one of its sender to its entity.</summary>
    public int OutOfOrder { get; private set; }

    /// <summary>Messages that were given up by a core, with a reason and a counter there.</summary>
    public int DroppedCount { get; private set; }

    public int LostCount { get; private set; }

    /// <summary>The reasons for that.</summary>
    public SortedDictionary<string, int> LostBecause { get; } = [];

    /// <summary>Messages whose fate is open.</summary>
    public IReadOnlyCollection<UserMessage> Open => _open.Values;

    public UserMessage Send(Incarnation sender, string shard, string entity)
    {
        var message = new UserMessage(_next++, sender, shard, entity) { At = sender };
        _open[message.Id] = message;
        return message;
    }

    public void Delivered(World world, UserMessage message)
    {
        if (message.Fate is not null)
            world.Break(Invariant.MessagesAreAccountedFor, $"{message} is delivered, but was: {message.Fate}");
        End(message, "delivered");
        DeliveredCount++;
        var key = (message.Sender.Uid, message.Shard, message.Entity);
        if (_latest.TryGetValue(key, out var latest) && latest > message.Id)
            OutOfOrder++;
        _latest[key] = message.Id;
    }

    public void Dropped(UserMessage message, string reason)
    {
        DroppedCount++;
        End(message, $"dropped: {reason}");
    }

    /// <summary>Whatever it was, it did not arrive; counts for users' messages.</summary>
    public void Undeliverable(object? message, string reason)
    {
        if ((message is ToActor mail ? mail.Message : message) is not UserMessage user || user.Fate is not null)
            return;
        LostCount++;
        var kind = reason.StartsWith("ended with", StringComparison.Ordinal) ? "ended with its process" : reason;
        LostBecause[kind] = LostBecause.GetValueOrDefault(kind) + 1;
        End(user, reason);
    }

    /// <summary>What was in the memory of a process is gone with it.</summary>
    public void EndedWith(Incarnation process)
    {
        List<UserMessage>? gone = null;
        foreach (var message in _open.Values)
        {
            if (message.At == process)
                (gone ??= []).Add(message);
        }

        foreach (var message in gone ?? [])
            Undeliverable(message, $"ended with {process}");
    }

    private void End(UserMessage message, string fate)
    {
        message.Fate = fate;
        if (fate != "delivered")
            message.Sender.World.Trace($"{message} at {message.At}: {fate}");
        _open.Remove(message.Id);
    }
}
