using Broker.Runtime.Actor;
using Broker.Runtime.Remote.Handshake;
using Broker.Runtime.Remote.Transport;

namespace Broker.Runtime.Remote.Heartbeat;

/// <summary>Heartbeats inside an <see cref="InMemoryNetwork"/>: answered when neither direction is held and the target listens.</summary>
internal sealed class InMemoryHeartbeatLane : HeartbeatLane
{
    private readonly InMemoryTransport _transport;
    private readonly HeartbeatSettings _settings;
    private readonly TimeProvider _time;
    private readonly Lock _timerLock = new();
    private ITimer? _timer;
    private TimeSpan _period = TimeSpan.MaxValue;
    private bool _stopped;

    public InMemoryHeartbeatLane(InMemoryTransport transport, HeartbeatSettings settings, TimeProvider time)
    {
        _transport = transport;
        _settings = settings;
        _time = time;
        transport.Heartbeats = settings;
    }

    internal override void TargetsChanged()
    {
        lock (_timerLock)
        {
            TimeSpan period = Interval();
            if (_stopped || period == TimeSpan.MaxValue)
                return;
            if (_timer is null)
                _timer = _time.CreateTimer(_ => Beat(), null, TimeSpan.Zero, period);
            else if (period != _period)
                _timer.Change(TimeSpan.Zero, period);
            _period = period;
        }
    }

    protected override void Dispose(bool disposing)
    {
        _transport.Heartbeats = null;
        lock (_timerLock)
        {
            _stopped = true;
            _timer?.Dispose();
        }
    }

    private void Beat()
    {
        foreach (Address target in Targets())
        {
            string name = $"{target.Host}:{target.Port}";
            if (_transport.Network.RuleOf(_transport.Name, name).Held || _transport.Network.RuleOf(name, _transport.Name).Held)
                continue;
            if (_transport.Network.Find(name)?.Heartbeats is not { } peer || peer.Self.Peer.Address != target.ToString())
                continue;
            if (peer.Meet(_settings.Self.Peer) == RefusalCode.None && _settings.Meet(peer.Self.Peer) == RefusalCode.None)
                Report(target, peer.Self.Peer.Uid, _time.GetTimestamp());
        }
    }
}
