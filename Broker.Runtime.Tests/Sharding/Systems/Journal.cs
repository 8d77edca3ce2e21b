namespace EngineTests.Sharding.Systems;

/// <summary>What the entities of a test got, on whichever node; tests wait for what they expect in it.</summary>
internal sealed class Journal
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];
    private readonly List<(Func<IReadOnlyList<Entry>, bool> Condition, TaskCompletionSource Done)> _waiting = [];

    public IReadOnlyList<Entry> Entries
    {
        get
        {
            lock (_gate)
                return _entries.ToArray();
        }
    }

    public void Add(string node, string entity, string message)
    {
        lock (_gate)
        {
            _entries.Add(new Entry(node, entity, message));
            foreach (var (condition, done) in _waiting)
            {
                if (condition(_entries))
                    done.TrySetResult();
            }
        }
    }

    public async Task Until(Func<IReadOnlyList<Entry>, bool> condition, string expected)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (condition(_entries))
                return;
            _waiting.Add((condition, done));
        }

        try
        {
            await done.Task.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            var last = string.Join('\n', Entries.TakeLast(15));
            throw new TimeoutException($"{expected}: not within {Patience}; {Entries.Count} entries, the last:\n{last}");
        }
    }

    public Task Until(int count, string message) =>
        Until(entries => entries.Count(entry => entry.Message == message) >= count, $"{count} times {message}");

    public Task Until(string entity, string message) =>
        Until(entries => entries.Any(entry => entry.Entity == entity && entry.Message == message), $"{message} at {entity}");

    internal sealed record Entry(string Node, string Entity, string Message);
}
