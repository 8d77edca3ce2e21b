using System.Diagnostics.Metrics;

namespace Broker.Actors.Diagnostics;

/// <summary>What publishers on this node count.</summary>
public sealed class PublishMetrics
{
    private readonly Counter<long> _sent;
    private readonly Counter<long> _repeated;
    private readonly Counter<long> _unknown;
    private readonly Counter<long> _refused;

    internal PublishMetrics(Meter meter)
    {
        _sent = meter.CreateCounter<long>("relay.publishes.sent", "{publish}", "Publishes sent to their topic for the first time.");
        _repeated = meter.CreateCounter<long>("relay.publishes.repeated", "{publish}", "Publishes sent again because no answer came.");
        _unknown = meter.CreateCounter<long>("relay.publishes.unknown", "{publish}", "Publishes whose outcome nobody can say.");
        _refused = meter.CreateCounter<long>("relay.publishes.refused", "{publish}", "Publishes refused because too many wait.");
    }

    public void Sent(bool isRepeat) => (isRepeat ? _repeated : _sent).Add(1);

    public void Unknown() => _unknown.Add(1);

    public void Refused() => _refused.Add(1);
}
