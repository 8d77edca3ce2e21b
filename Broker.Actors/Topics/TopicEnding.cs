namespace Broker.Actors.Topics;

/// <summary>The times of an owner that was told to stop: it repeats its last word, and does not wait for ever.</summary>
internal struct TopicEnding(TopicOptions options)
{
    private readonly long _waitMs = (long)options.EndWait.TotalMilliseconds;
    private long? _overAt;
    private long? _repeatAt;

    public readonly long? NextTick => _overAt is null ? null : _repeatAt is null ? _overAt : Math.Min(_overAt.Value, _repeatAt.Value);

    public void Begin(long now) => _overAt = now + _waitMs;

    public void Told(long now) => _repeatAt = now + Math.Max(1, _waitMs / 8);

    public readonly bool IsOver(long now) => _overAt <= now;

    public readonly bool IsRepeatDue(long now) => _repeatAt <= now;
}
