using Broker.Runtime.Actor;

namespace Broker.Runtime.Remote.Heartbeat;

/// <summary>Called for each answered heartbeat on the heartbeat thread: keep it short and never block.</summary>
/// <param name="address">The node that answered.</param>
/// <param name="uid">Its incarnation.</param>
/// <param name="timestamp">When the answer was read, as <see cref="TimeProvider.GetTimestamp"/> of the lane's time provider.</param>
internal delegate void HeartbeatReceived(Address address, int uid, long timestamp);

/// <summary>Sends heartbeats to the nodes that failure detectors watch, and reports the answers.</summary>
internal abstract class HeartbeatLane : IDisposable
{
    private readonly Lock _lock = new();
    private HeartbeatSubscription[] _subscriptions = [];

    /// <summary>The current subscriptions: an immutable snapshot.</summary>
    protected HeartbeatSubscription[] Subscriptions => Volatile.Read(ref _subscriptions);

    /// <summary>Adds a watcher of nodes; it has no targets yet.</summary>
    /// <param name="interval">How often each target is sent a heartbeat; with several watchers the shortest counts.</param>
    /// <param name="received">Takes the answers of this watcher's targets.</param>
    public HeartbeatSubscription Subscribe(TimeSpan interval, HeartbeatReceived received)
    {
        HeartbeatSubscription subscription = new(this, interval, received);
        lock (_lock)
            _subscriptions = [.. _subscriptions, subscription];
        return subscription;
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    internal void Remove(HeartbeatSubscription subscription)
    {
        lock (_lock)
            _subscriptions = [.. _subscriptions.Where(s => s != subscription)];
        TargetsChanged();
    }

    /// <summary>An incarnation was given up: it is neither asked nor answered any more.</summary>
    internal virtual void Forget(Address address, int uid)
    {
    }

    /// <summary>Some subscription's targets are different now.</summary>
    internal abstract void TargetsChanged();

    protected abstract void Dispose(bool disposing);

    /// <summary>The shortest interval anyone asked for.</summary>
    protected TimeSpan Interval()
    {
        TimeSpan shortest = TimeSpan.MaxValue;
        foreach (HeartbeatSubscription subscription in Subscriptions)
        {
            if (subscription.Interval < shortest)
                shortest = subscription.Interval;
        }

        return shortest;
    }

    /// <summary>All targets of all subscriptions.</summary>
    protected HashSet<Address> Targets() => [.. Subscriptions.SelectMany(s => s.Targets)];

    protected void Report(Address address, int uid, long timestamp)
    {
        foreach (HeartbeatSubscription subscription in Subscriptions)
        {
            if (subscription.Targets.Contains(address))
                subscription.Received(address, uid, timestamp);
        }
    }
}
