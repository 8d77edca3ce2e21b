namespace Broker.Protocol.Limits;

/// <summary>A bucket for each rate.</summary>
internal readonly struct RateSet(double handshakes, double messages, double bytes, double topics, LimitOptions options, long now)
{
    private readonly TokenBucket[] _buckets =
    [
        new(handshakes, options.Burst, now),
        new(messages, options.MessageBurst, now),
        new(bytes, options.MessageBurst, now),
        new(topics, options.Burst, now),
    ];

    public TokenBucket this[Rate rate] => _buckets[(int)rate];
}
