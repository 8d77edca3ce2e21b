namespace Broker.Testing.Delivery;

/// <summary>The order that several sequences have in common: "a before b" wherever one of them says so (Kahn's algorithm).</summary>
internal sealed class MergedOrder
{
    private readonly Dictionary<MessageId, HashSet<MessageId>> _after = [];
    private readonly Dictionary<MessageId, int> _before = [];

    /// <summary>Adds one sequence without repetitions.</summary>
    public void Add(IEnumerable<MessageId> sequence)
    {
        MessageId? previous = null;
        foreach (var message in sequence)
        {
            _after.TryAdd(message, []);
            _before.TryAdd(message, 0);
            if (previous is { } earlier && _after[earlier].Add(message))
            {
                _before[message]++;
            }

            previous = message;
        }
    }

    /// <summary>What no order satisfies: empty when all sequences agree.</summary>
    public IReadOnlyList<MessageId> Unordered()
    {
        var before = new Dictionary<MessageId, int>(_before);
        var free = new Queue<MessageId>(before.Where(entry => entry.Value == 0).Select(entry => entry.Key));
        while (free.TryDequeue(out var message))
        {
            before.Remove(message);
            foreach (var later in _after[message])
            {
                if (--before[later] == 0)
                {
                    free.Enqueue(later);
                }
            }
        }

        return [.. before.Keys];
    }
}
