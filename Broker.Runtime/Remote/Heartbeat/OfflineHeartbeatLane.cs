namespace Broker.Runtime.Remote.Heartbeat;

/// <summary>The heartbeat lane of a node that opens no port: nobody ever answers.</summary>
internal sealed class OfflineHeartbeatLane : HeartbeatLane
{
    internal override void TargetsChanged()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
