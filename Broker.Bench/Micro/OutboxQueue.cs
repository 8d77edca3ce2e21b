using BenchmarkDotNet.Attributes;
using Broker.Protocol.Outbound;

namespace Broker.Bench.Micro;

/// <summary>Frames through the queue of one socket.</summary>
public class OutboxQueue
{
    private const int Burst = 32;

    private readonly Outbox _outbox = new(1024 * 1024);
    private readonly byte[] _frame = Sizes.Bytes;

    /// <summary>One at a time.</summary>
    [Benchmark]
    public void OneAtATime()
    {
        Offer();
        _outbox.Release(_outbox.Take());
    }

    /// <summary>Many before the writer comes.</summary>
    [Benchmark(OperationsPerInvoke = Burst)]
    public void InABurst()
    {
        for (var i = 0; i < Burst; i++)
        {
            Offer();
        }

        _outbox.Release(_outbox.Take());
    }

    private void Offer()
    {
        if (_outbox.Offer(_frame) != OfferResult.Queued)
        {
            throw new InvalidOperationException("There is room.");
        }
    }
}
