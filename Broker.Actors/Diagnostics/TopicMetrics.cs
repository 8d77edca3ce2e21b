using System.Diagnostics.Metrics;
using Broker.Actors.Topics;

namespace Broker.Actors.Diagnostics;

/// <summary>What topics owned by this node count.</summary>
public sealed class TopicMetrics
{
    private readonly UpDownCounter<long> _owned;
    private readonly Counter<long> _epochs;
    private readonly Counter<long> _continued;
    private readonly UpDownCounter<long> _historyBytes;
    private readonly Counter<long> _historyShortened;
    private readonly Counter<long> _outlived;
    private readonly Counter<long>[] _verdicts;

    internal TopicMetrics(Meter meter)
    {
        _owned = meter.CreateUpDownCounter<long>("relay.topics", "{topic}", "Topics whose owner is on this node.");
        _epochs = meter.CreateCounter<long>("relay.topics.epochs", "{epoch}", "Epochs started.");
        _continued = meter.CreateCounter<long>("relay.topics.continued", "{owner}", "Owners that continued the epoch of a predecessor.");
        _historyBytes = meter.CreateUpDownCounter<long>("relay.history.bytes", "By", "Payload bytes of the histories of topics whose owner is on this node.");
        _historyShortened = meter.CreateCounter<long>("relay.history.shortened", "{topic}", "Histories shortened because the node keeps too much.");
        _outlived = meter.CreateCounter<long>("relay.topics.outlived", "{owner}", "Owners that stopped because another has a higher term.");
        _verdicts = new Counter<long>[Enum.GetValues<PublishVerdict>().Length];
        Add(PublishVerdict.Accepted, "relay.topics.accepted", "Publishes numbered and delivered.");
        Add(PublishVerdict.Repeated, "relay.topics.duplicate", "Repeats answered with the first result.");
        Add(PublishVerdict.Unknown, "relay.topics.unknown", "Repeats that a former owner may have accepted.");
        Add(PublishVerdict.Held, "relay.topics.held", "Publishes that came before their predecessor.");
        Add(PublishVerdict.Dropped, "relay.topics.dropped", "Late copies of publishes settled before.");
        Add(PublishVerdict.Busy, "relay.topics.busy", "Publishes turned away because the node was not sure of the majority.");
        Add(PublishVerdict.Forwarded, "relay.topics.forwarded", "Publishes left to the next owner.");

        void Add(PublishVerdict verdict, string name, string description) =>
            _verdicts[(int)verdict] = meter.CreateCounter<long>(name, "{publish}", description);
    }

    public void Started() => _owned.Add(1);

    public void Began(bool isContinued) => (isContinued ? _continued : _epochs).Add(1);

    public void Stopped() => _owned.Add(-1);

    public void HistoryChanged(long bytes) => _historyBytes.Add(bytes);

    public void HistoryShortened() => _historyShortened.Add(1);

    public void Outlived() => _outlived.Add(1);

    public void Decided(PublishVerdict verdict) => _verdicts[(int)verdict].Add(1);
}
