using System.Diagnostics.Metrics;

namespace Broker.Actors.Diagnostics;

/// <summary>What connections count.</summary>
public sealed class ConnectionMetrics
{
    private readonly UpDownCounter<long> _open;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _received;

    internal ConnectionMetrics(Meter meter)
    {
        _open = meter.CreateUpDownCounter<long>("relay.connections", "{connection}", "Connections that are open.");
        _refused = meter.CreateCounter<long>("relay.connections.refused", "{connection}", "Connections whose topics did not answer in time.");
        _received = meter.CreateCounter<long>("relay.messages.received", "{message}", "Complete messages from clients.");
    }

    public void Opened() => _open.Add(1);

    public void Closed() => _open.Add(-1);

    public void Refused() => _refused.Add(1);

    public void Received() => _received.Add(1);
}
