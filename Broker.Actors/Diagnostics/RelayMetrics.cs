using System.Diagnostics.Metrics;

namespace Broker.Actors.Diagnostics;

/// <summary>What relays of this node count.</summary>
public sealed class RelayMetrics
{
    private readonly UpDownCounter<long> _relays;
    private readonly UpDownCounter<long> _subscribers;
    private readonly Counter<long> _publications;
    private readonly Counter<long> _deliveries;
    private readonly Counter<long> _fetches;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _gaps;
    private readonly Counter<long> _overflows;
    private readonly Counter<long> _told;
    private readonly Counter<long> _recovered;
    private readonly Counter<long> _notRecovered;
    private readonly Counter<long> _recoveredPublications;

    internal RelayMetrics(Meter meter)
    {
        _relays = meter.CreateUpDownCounter<long>("relay.relays", "{relay}", "Topics this node is subscribed to.");
        _subscribers = meter.CreateUpDownCounter<long>("relay.subscribers", "{subscriber}", "Subscriptions of clients on this node.");
        _publications = meter.CreateCounter<long>("relay.publications", "{publication}", "Publications offered to this node's subscribers.");
        _deliveries = meter.CreateCounter<long>("relay.deliveries", "{delivery}", "Publications put into outboxes.");
        _fetches = meter.CreateCounter<long>("relay.fetches", "{fetch}", "Ranges asked for again.");
        _refused = meter.CreateCounter<long>("relay.deliveries.refused", "{delivery}", "Deliveries of an owner that is out of date.");
        _gaps = meter.CreateCounter<long>("relay.gaps", "{gap}", "Times that subscribers may have missed something.");
        _overflows = meter.CreateCounter<long>("relay.outbox.overflows", "{outbox}", "Outboxes closed because they were full.");
        _told = meter.CreateCounter<long>("relay.subscribers.told", "{subscriber}", "Subscribers that were told of a gap.");
        _recovered = meter.CreateCounter<long>("relay.recoveries", "{subscriber}", "Subscribers that came back and missed nothing.");
        _notRecovered = meter.CreateCounter<long>("relay.recoveries.failed", "{subscriber}", "Subscribers that came back too late.");
        _recoveredPublications = meter.CreateCounter<long>(
            "relay.recoveries.publications", "{publication}", "Publications put into outboxes for subscribers that came back.");
    }

    public void Started() => _relays.Add(1);

    public void Stopped() => _relays.Add(-1);

    public void Admitted() => _subscribers.Add(1);

    public void Left(int subscribers) => _subscribers.Add(-subscribers);

    public void Told(int subscribers) => _told.Add(subscribers);

    public void Recovered(bool isRecovered, int publications)
    {
        (isRecovered ? _recovered : _notRecovered).Add(1);
        _recoveredPublications.Add(publications);
    }

    public void Emitted(int deliveries)
    {
        _publications.Add(1);
        _deliveries.Add(deliveries);
    }

    public void Fetched() => _fetches.Add(1);

    public void Refused() => _refused.Add(1);

    public void Gap() => _gaps.Add(1);

    public void Overflowed() => _overflows.Add(1);
}
