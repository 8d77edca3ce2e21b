using Broker.Testing.Histories;

namespace Broker.Testing.Nemesis;

/// <summary>Collects what happens in a run, from many tasks.</summary>
public sealed class HistoryRecorder
{
    private readonly Lock _gate = new();
    private readonly List<PublishRecord> _publishes = [];
    private readonly List<SubscriberSession> _sessions = [];
    private readonly List<NodeLife> _lives = [];
    private readonly List<Fault> _faults = [];

    public void Add(PublishRecord publish)
    {
        lock (_gate)
        {
            _publishes.Add(publish);
        }
    }

    public void Add(SubscriberSession session)
    {
        lock (_gate)
        {
            _sessions.Add(session);
        }
    }

    public void Add(NodeLife life)
    {
        lock (_gate)
        {
            _lives.Add(life);
        }
    }

    public void Add(Fault fault)
    {
        lock (_gate)
        {
            _faults.Add(fault);
        }
    }

    /// <summary>Everything so far.</summary>
    public History Snapshot()
    {
        lock (_gate)
        {
            return new History([.. _publishes], [.. _sessions], [.. _lives], [.. _faults]);
        }
    }
}
