using System.Diagnostics.Metrics;
using Broker.Node.WebSockets;

namespace Broker.Node.Http;

/// <summary>What the edge counts; all of it is read from the sockets when somebody asks.</summary>
internal sealed class NodeMetrics : IDisposable
{
    private readonly Meter _meter = new(MetricsText.MeterPrefix + "Node");

    public NodeMetrics(ClientSockets sockets)
    {
        _meter.CreateObservableUpDownCounter("relay.connections", () => sockets.Count, description: "Client connections.");
        _meter.CreateObservableCounter("relay.connections.opened", () => sockets.Opened, description: "Client connections so far.");
        _meter.CreateObservableCounter("relay.connections.closed", sockets.ClosedByCode, description: "Client connections that ended, by close code.");
        _meter.CreateObservableCounter("relay.outbox.frames", () => sockets.Sent().Frames, description: "Frames that were queued for clients.");
        _meter.CreateObservableCounter("relay.outbox.bytes", () => sockets.Sent().Bytes, description: "Bytes of the frames that were queued for clients.");
        _meter.CreateObservableUpDownCounter("relay.outbox.pending", sockets.PendingBytes, description: "Bytes that wait for clients.");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
