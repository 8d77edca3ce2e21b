using System.Diagnostics.Metrics;

namespace Broker.Actors.Diagnostics;

/// <summary>What a node's hub counts: filters and what the other nodes report.</summary>
public sealed class InterestMetrics
{
    private readonly Counter<long> _heads;
    private readonly Counter<long> _invites;
    private readonly Counter<long> _told;
    private long _filters;
    private long _behind;

    internal InterestMetrics(Meter meter)
    {
        meter.CreateObservableGauge("relay.filters", () => Volatile.Read(ref _filters), "{filter}", "Filters that clients of this node hear.");
        meter.CreateObservableGauge(
            "relay.interest.behind", () => Volatile.Read(ref _behind), "{node}", "Nodes that do not know all of this node's filters yet.");
        _heads = meter.CreateCounter<long>("relay.heads.received", "{head}", "Heads of topics that other nodes reported.");
        _invites = meter.CreateCounter<long>("relay.invites.received", "{invite}", "Invites to topics that a filter of this node matches.");
        _told = meter.CreateCounter<long>("relay.filters.told", "{subscriber}", "Subscribers of filters that were told of a gap.");
    }

    public void Set(int filters, int behind)
    {
        Volatile.Write(ref _filters, filters);
        Volatile.Write(ref _behind, behind);
    }

    public void Reported(int heads, int invites)
    {
        _heads.Add(heads);
        _invites.Add(invites);
    }

    public void Told(int subscribers) => _told.Add(subscribers);
}
