using System.Diagnostics.Metrics;

namespace Broker.Tests.Topics.Clusters;

/// <summary>Counts the answers that go from any node to another together, and the messages they go in.</summary>
internal sealed class AnswersSent
{
    private readonly MeterListener _listener = new();
    private long _answers;
    private long _messages;

    public AnswersSent()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Name is "relay.answers.gathered" or "relay.answers.batches")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, count, _, _) =>
            Interlocked.Add(ref instrument.Name == "relay.answers.gathered" ? ref _answers : ref _messages, count));
        _listener.Start();
    }

    public (long Answers, long Messages) End()
    {
        _listener.Dispose();
        return (_answers, _messages);
    }
}
