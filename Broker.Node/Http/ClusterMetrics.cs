using System.Diagnostics.Metrics;

namespace Broker.Node.Http;

/// <summary>The cluster as this node sees it.</summary>
internal sealed class ClusterMetrics : IDisposable
{
    private readonly Meter _meter = new(MetricsText.MeterPrefix + "Cluster");

    public ClusterMetrics(ActorSystem system)
    {
        var cluster = Cluster.Get(system);
        _meter.CreateObservableGauge("relay.cluster.members", () => ByStatus(cluster), description: "Members, by status.");
        _meter.CreateObservableGauge("relay.cluster.unreachable", () => cluster.State.Unreachable.Count, description: "Members that do not answer.");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    // Every status each time: one that nobody has any more must be seen to have become zero.
    private static IEnumerable<Measurement<int>> ByStatus(Cluster cluster)
    {
        var members = cluster.State.Members;
        return Enum.GetValues<MemberStatus>().Select(status =>
            new Measurement<int>(members.Count(member => member.Status == status), new KeyValuePair<string, object?>("status", status.ToString().ToLowerInvariant())));
    }
}
