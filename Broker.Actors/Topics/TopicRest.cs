using Broker.Protocol.Namespaces;

namespace Broker.Actors.Topics;

/// <summary>When a topic that nobody uses goes to sleep: some time after its last use, and after its epoch and offset are worth nothing any more.</summary>
internal struct TopicRest(TopicOptions options, NamespaceOptions limits, long now)
{
    private readonly long _idleAfterMs = (long)options.IdleAfter.TotalMilliseconds;
    private readonly long _metaTtlMs = (long)limits.HistoryMetaTtl.TotalMilliseconds;
    private long _lastUsed = now;
    private bool _hasPublished;
    private long _askedAt = long.MinValue;

    /// <summary>When something was last published, or the owner began.</summary>
    public long LastPublished { get; private set; } = now;

    /// <summary>When <see cref="IsDue"/> changes if nothing happens until then.</summary>
    public readonly long NextTick => Math.Max(OverAt, _askedAt == long.MinValue ? long.MinValue : _askedAt + _idleAfterMs);

    private readonly long OverAt => _hasPublished
        ? Math.Max(_lastUsed + _idleAfterMs, LastPublished + _metaTtlMs)
        : _lastUsed + _idleAfterMs;

    /// <summary>Whether nothing of the topic is worth keeping, if its windows are empty too.</summary>
    public readonly bool IsOver(long now) => OverAt <= now;

    public void Use(long now) => _lastUsed = now;

    public void Published(long at)
    {
        _hasPublished = true;
        LastPublished = at;
    }

    /// <summary>Whether the stop message is to be asked for.</summary>
    public readonly bool IsDue(long now) => NextTick <= now;

    /// <summary>The stop message was asked for; until it comes, not again at once.</summary>
    public void Asked(long now) => _askedAt = now;
}
