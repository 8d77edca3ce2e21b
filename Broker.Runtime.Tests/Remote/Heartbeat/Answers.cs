using Broker.Runtime.Actor;

namespace EngineTests.Remote.Heartbeat;

/// <summary>Counts answers; waits on the caller's own thread, since one test leaves the pool none.</summary>
internal sealed class Answers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly object _gate = new();
    private readonly Dictionary<(Address, int), int> _counts = [];

    public void Take(Address address, int uid, long timestamp)
    {
        lock (_gate)
        {
            _counts[(address, uid)] = _counts.GetValueOrDefault((address, uid)) + 1;
            Monitor.PulseAll(_gate);
        }
    }

    public int Count(Address address)
    {
        lock (_gate)
            return _counts.Where(c => c.Key.Item1 == address).Sum(c => c.Value);
    }

    /// <summary>Waits for that many further answers.</summary>
    public void Await(Address address, int uid, int more)
    {
        DateTimeOffset end = TimeProvider.System.GetUtcNow() + Patience;
        lock (_gate)
        {
            int wanted = _counts.GetValueOrDefault((address, uid)) + more;
            while (_counts.GetValueOrDefault((address, uid)) < wanted)
            {
                TimeSpan left = end - TimeProvider.System.GetUtcNow();
                Assert.True(left > TimeSpan.Zero && Monitor.Wait(_gate, left), $"{address} ({uid}) answered too rarely");
            }
        }
    }
}
