namespace Broker.Protocol.Limits;

/// <summary>A bucket for each rate.</summary>
internal readonly struct RateSet(double handshakes, double messages, double bytes, double topics, TimeSpan burst, long now)
{
    private readonly TokenBucket[] _buckets =
    [
        new(handshakes, burst, now), new(messages, burst, now), new(bytes, burst, now), new(topics, burst, now),
    ];

    public TokenBucket this[Rate rate] => _buckets[(int)rate];
}
