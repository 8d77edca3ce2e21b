using System.Diagnostics.Metrics;
using Broker.Node.Configuration;
using Broker.Node.WebSockets;
using Broker.Protocol.Limits;

namespace Broker.Node.Http;

/// <summary>What the edge counts; all of it is read from the sockets when somebody asks.</summary>
internal sealed class NodeMetrics : IDisposable
{
    private readonly Meter _meter = new(MetricsText.MeterPrefix + "Node");

    public NodeMetrics(ClientSockets sockets, NodeLimits limits)
    {
        _meter.CreateObservableUpDownCounter("relay.connections", () => sockets.Count, description: "Client connections.");
        _meter.CreateObservableCounter("relay.connections.opened", () => sockets.Opened, description: "Client connections so far.");
        _meter.CreateObservableCounter("relay.connections.closed", sockets.ClosedByCode, description: "Client connections that ended, by close code.");
        _meter.CreateObservableCounter("relay.outbox.frames", () => sockets.Sent().Frames, description: "Frames that were queued for clients.");
        _meter.CreateObservableCounter("relay.outbox.bytes", () => sockets.Sent().Bytes, description: "Bytes of the frames that were queued for clients.");
        _meter.CreateObservableCounter("relay.outbox.dropped", sockets.Dropped, description: "Publications dropped for clients that read slowly, as their namespace says.");
        _meter.CreateObservableUpDownCounter("relay.outbox.pending", sockets.PendingBytes, description: "Bytes that wait for clients.");
        _meter.CreateObservableCounter("relay.reads.held", sockets.ReadWaits, description: "How often a client was not read for a while: it has publishes under way, or is slowed down.");
        _meter.CreateObservableCounter("relay.limit.reached", () => Reached(limits), description: "How often a limit was reached, by its name.");
    }

    private static IEnumerable<Measurement<long>> Reached(NodeLimits limits) => Enum.GetValues<LimitKind>().Select(kind =>
        new Measurement<long>(limits.Reached(kind), new KeyValuePair<string, object?>("limit", OptionNames.KeyOf($"{kind}"))));

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
