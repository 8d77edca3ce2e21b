using Broker.Runtime.Configuration;

namespace Broker.Runtime.Dispatch;

/// <summary>Runs actors on the thread pool; says how long a turn is.</summary>
public sealed class MessageDispatcher
{
    internal MessageDispatcher(string id, Config config)
    {
        Id = id;
        Throughput = config.GetInt("throughput", 30);
        if (Throughput < 1)
            throw new ConfigurationException($"{id}.throughput must be at least 1.");
        var deadline = config.GetTimeSpan("throughput-deadline-time", TimeSpan.Zero);
        ThroughputDeadlineTime = deadline > TimeSpan.Zero ? deadline.Ticks : null;
        HandsOn = config.GetBoolean("relay.hand-on", false);
        RunsOnCaller = config.GetString("type", "").Contains("CallingThreadDispatcher", StringComparison.Ordinal);
    }

    /// <summary>Where the dispatcher is configured.</summary>
    public string Id { get; }

    /// <summary>How many messages an actor handles in one turn.</summary>
    public int Throughput { get; }

    /// <summary>How many ticks a turn may take; null for any number.</summary>
    public long? ThroughputDeadlineTime { get; }

    /// <summary>Whether an idle actor that is sent a message within a turn runs on the same thread after it.</summary>
    internal bool HandsOn { get; }

    /// <summary>Whether an idle actor handles a message on the thread that sends it, before the send returns: for tests.</summary>
    internal bool RunsOnCaller { get; }

    /// <summary>Runs an action.</summary>
    public void Schedule(Action run) => Schedule(new ActionRunnable(run));

    /// <summary>Runs a work item.</summary>
    public void Schedule(IRunnable run) => ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: false);
}
