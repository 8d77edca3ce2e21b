using System.Numerics;

namespace Broker.Testing.Load;

/// <summary>Counts of durations in buckets that are at most a sixteenth of their value wide.</summary>
public sealed class Histogram
{
    private const int SubBits = 4;

    private readonly long[] _buckets = new long[64 << SubBits];

    public long Count { get; private set; }

    public void Record(long nanoseconds)
    {
        _buckets[Bucket(Math.Max(0, nanoseconds))]++;
        Count++;
    }

    /// <summary>The value below which a share of all lie, in milliseconds.</summary>
    public double Milliseconds(double share)
    {
        var rank = (long)Math.Ceiling(share * Count);
        for (var bucket = 0; bucket < _buckets.Length; bucket++)
        {
            rank -= _buckets[bucket];
            if (rank <= 0)
            {
                return Count == 0 ? 0 : Middle(bucket) / 1e6;
            }
        }

        return 0;
    }

    private static int Bucket(long value)
    {
        if (value < 1 << SubBits)
        {
            return (int)value;
        }

        var power = BitOperations.Log2((ulong)value);
        return ((power - SubBits + 1) << SubBits) + (int)((value >> (power - SubBits)) & ((1 << SubBits) - 1));
    }

    private static double Middle(int bucket)
    {
        if (bucket < 1 << SubBits)
        {
            return bucket;
        }

        var power = (bucket >> SubBits) + SubBits - 1;
        var width = Math.Pow(2, power - SubBits);
        return Math.Pow(2, power) + (((bucket & ((1 << SubBits) - 1)) + 0.5) * width);
    }
}
