using System.Diagnostics.Metrics;

namespace Broker.Actors.Diagnostics;

/// <summary>What publishers on this node count.</summary>
public sealed class PublishMetrics
{
    private readonly Counter<long> _sent;
    private readonly Counter<long> _repeated;
    private readonly Counter<long> _unknown;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _gathered;
    private readonly Counter<long> _batches;

    internal PublishMetrics(Meter meter)
    {
        _sent = meter.CreateCounter<long>("relay.publishes.sent", "{publish}", "Publishes sent to their topic for the first time.");
        _repeated = meter.CreateCounter<long>("relay.publishes.repeated", "{publish}", "Publishes sent again because no answer came.");
        _unknown = meter.CreateCounter<long>("relay.publishes.unknown", "{publish}", "Publishes whose outcome nobody can say.");
        _refused = meter.CreateCounter<long>("relay.publishes.refused", "{publish}", "Publishes refused because too many wait.");
        _gathered = meter.CreateCounter<long>("relay.answers.gathered", "{answer}", "Answers to publishers on other nodes that were sent together.");
        _batches = meter.CreateCounter<long>("relay.answers.batches", "{message}", "Messages with such answers.");
    }

    public void Sent(bool isRepeat) => (isRepeat ? _repeated : _sent).Add(1);

    public void Unknown() => _unknown.Add(1);

    public void Refused() => _refused.Add(1);

    /// <summary>Some answers went to another node in one message.</summary>
    public void Gathered(int answers)
    {
        _gathered.Add(answers);
        _batches.Add(1);
    }
}
