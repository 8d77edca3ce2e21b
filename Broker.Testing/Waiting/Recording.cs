namespace Broker.Testing.Waiting;

/// <summary>Everything that happened at one place, in order of arrival, and waits for what has not happened yet.</summary>
/// <remarks>A wait looks at what is already recorded first, so it may be armed before or after the action.</remarks>
public sealed class Recording<T>
{
    private const int ShownInFailures = 5;

    private readonly Lock _gate = new();
    private readonly List<T> _items = [];
    private readonly List<Wait> _waits = [];
    private readonly string _source;
    private string? _ended;

    /// <param name="source">Names the place in failure messages: "client 3", "output of node-2".</param>
    public Recording(string source) => _source = source;

    /// <summary>How many were recorded so far.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _items.Count;
            }
        }
    }

    /// <summary>Records one more and ends the waits that it satisfies.</summary>
    public void Add(T item)
    {
        lock (_gate)
        {
            _items.Add(item);
            _waits.RemoveAll(wait => wait.Sees(item));
        }
    }

    /// <summary>Says that nothing will come any more: pending and later waits fail at once with the reason.</summary>
    public void End(string reason)
    {
        lock (_gate)
        {
            _ended ??= reason;
            foreach (var wait in _waits)
            {
                wait.Fail(Failure(wait.What, $"nothing more will come: {reason}"));
            }

            _waits.Clear();
        }
    }

    /// <summary>What was recorded so far.</summary>
    public IReadOnlyList<T> Snapshot()
    {
        lock (_gate)
        {
            return [.. _items];
        }
    }

    /// <summary>Waits for the first item, counted from <paramref name="from"/>, that matches.</summary>
    public Task<T> FirstAsync(Func<T, bool> matches, string what, TimeSpan? deadline = null, int from = 0) =>
        WaitAsync(new Wait(what, matches), from, deadline);

    /// <summary>Waits until that many items were recorded, and returns the last of them.</summary>
    public Task<T> CountAsync(int count, string what, TimeSpan? deadline = null)
    {
        var seen = 0;
        return WaitAsync(new Wait(what, _ => ++seen == count), 0, deadline);
    }

    /// <summary>Waits until that many items matched, and returns the last of them.</summary>
    public Task<T> CountAsync(int count, Func<T, bool> matches, string what, TimeSpan? deadline = null)
    {
        var seen = 0;
        return WaitAsync(new Wait(what, item => matches(item) && ++seen == count), 0, deadline);
    }

    private async Task<T> WaitAsync(Wait wait, int from, TimeSpan? deadline)
    {
        lock (_gate)
        {
            var satisfied = false;
            for (var i = from; i < _items.Count && !satisfied; i++)
            {
                satisfied = wait.Sees(_items[i]);
            }

            if (!satisfied)
            {
                if (_ended is not null)
                {
                    throw Failure(wait.What, $"nothing more will come: {_ended}");
                }

                _waits.Add(wait);
            }
        }

        var limit = deadline ?? Deadline.Step;
        try
        {
            return await wait.Task.WaitAsync(limit);
        }
        catch (TimeoutException) when (!wait.Task.IsCompleted)
        {
            lock (_gate)
            {
                _waits.Remove(wait);
                throw Failure(wait.What, $"waited {limit.TotalSeconds:0.#} s");
            }
        }
    }

    private TimeoutException Failure(string what, string why)
    {
        var last = string.Join(Environment.NewLine, _items.TakeLast(ShownInFailures).Select(item => "  " + item));
        return new TimeoutException(
            $"{_source}: missing {what} ({why}); {_items.Count} recorded{(last.Length == 0 ? "" : ", the last:" + Environment.NewLine + last)}");
    }

    private sealed class Wait(string what, Func<T, bool> seen)
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string What { get; } = what;

        public Task<T> Task => _done.Task;

        public bool Sees(T item) => seen(item) && _done.TrySetResult(item);

        public void Fail(Exception failure) => _done.TrySetException(failure);
    }
}
