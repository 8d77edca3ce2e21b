using System.Diagnostics.Metrics;

namespace Broker.Actors.Diagnostics;

/// <summary>What a node's reporter counts.</summary>
public sealed class HeadReportMetrics
{
    private readonly Counter<long> _sent;
    private readonly Counter<long> _acknowledged;
    private readonly Counter<long> _invites;
    private readonly Counter<long> _forgotten;
    private long _pendingHeads;
    private long _pendingInvites;
    private long _repeats;

    internal HeadReportMetrics(Meter meter)
    {
        _sent = meter.CreateCounter<long>("relay.head_reports.sent", "{report}", "Reports of heads and invites sent to nodes.");
        _acknowledged = meter.CreateCounter<long>("relay.head_reports.acknowledged", "{report}", "Reports that nodes have acknowledged.");
        _invites = meter.CreateCounter<long>("relay.invites.sent", "{invite}", "Invites of nodes with a filter that a topic matches.");
        _forgotten = meter.CreateCounter<long>("relay.invites.dropped", "{invite}", "Invites dropped because too many were open.");
        meter.CreateObservableGauge(
            "relay.head_reports.pending", () => Volatile.Read(ref _pendingHeads), "{head}", "Heads that nodes have not acknowledged.");
        meter.CreateObservableGauge(
            "relay.invites.pending", () => Volatile.Read(ref _pendingInvites), "{invite}", "Invites that nodes have not acknowledged.");
        meter.CreateObservableCounter(
            "relay.head_reports.repeated", () => Volatile.Read(ref _repeats), "{entry}", "Heads and invites sent again to silent nodes.");
    }

    public void Sent() => _sent.Add(1);

    public void Acknowledged() => _acknowledged.Add(1);

    public void Invited(bool isTaken) => (isTaken ? _invites : _forgotten).Add(1);

    public void Set(int heads, int invites, long repeats)
    {
        Volatile.Write(ref _pendingHeads, heads);
        Volatile.Write(ref _pendingInvites, invites);
        Volatile.Write(ref _repeats, repeats);
    }
}
