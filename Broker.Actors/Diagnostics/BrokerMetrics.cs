using System.Diagnostics.Metrics;

namespace Broker.Actors.Diagnostics;

/// <summary>The broker's instruments, all on one meter. None has a topic, key or client as a label: their number is not bounded.</summary>
public sealed class BrokerMetrics : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Relay.Actors";

    private readonly Meter _meter = new(MeterName);

    public BrokerMetrics()
    {
        Connections = new ConnectionMetrics(_meter);
        Publishing = new PublishMetrics(_meter);
        Topics = new TopicMetrics(_meter);
        Keeper = new KeeperMetrics(_meter);
        Relays = new RelayMetrics(_meter);
        Interest = new InterestMetrics(_meter);
        HeadReports = new HeadReportMetrics(_meter);
    }

    public ConnectionMetrics Connections { get; }

    public PublishMetrics Publishing { get; }

    public TopicMetrics Topics { get; }

    public KeeperMetrics Keeper { get; }

    public RelayMetrics Relays { get; }

    public InterestMetrics Interest { get; }

    public HeadReportMetrics HeadReports { get; }

    public void Dispose() => _meter.Dispose();
}
