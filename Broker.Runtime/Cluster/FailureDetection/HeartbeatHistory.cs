using System.Collections.Immutable;

namespace Broker.Runtime.Cluster.FailureDetection;

/// <summary>The last intervals between heartbeats, in milliseconds, with their mean and deviation.</summary>
internal sealed class HeartbeatHistory
{
    public static readonly HeartbeatHistory Empty = new([], 0, 0, 0);

    private readonly ImmutableQueue<double> _intervals;
    private readonly int _count;
    private readonly double _sum;
    private readonly double _squaredSum;

    private HeartbeatHistory(ImmutableQueue<double> intervals, int count, double sum, double squaredSum)
    {
        _intervals = intervals;
        _count = count;
        _sum = sum;
        _squaredSum = squaredSum;
    }

    public int Count => _count;

    public double Mean => _sum / _count;

    public double StdDeviation => Math.Sqrt(Math.Max(0, (_squaredSum / _count) - (Mean * Mean)));

    public HeartbeatHistory Add(double interval, int maxSamples)
    {
        var kept = this;
        while (kept._count >= maxSamples)
            kept = kept.DropOldest();
        return new HeartbeatHistory(
            kept._intervals.Enqueue(interval), kept._count + 1, kept._sum + interval, kept._squaredSum + (interval * interval));
    }

    private HeartbeatHistory DropOldest()
    {
        var rest = _intervals.Dequeue(out var oldest);
        return new HeartbeatHistory(rest, _count - 1, _sum - oldest, _squaredSum - (oldest * oldest));
    }
}
