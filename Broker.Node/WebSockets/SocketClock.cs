namespace Broker.Node.WebSockets;

/// <summary>The deadlines of one connection: what is due at a time. Pure; times are milliseconds of a monotonic clock.</summary>
/// <remarks>
/// Written by the two loops, read by the sweep: each field has one writer and is a whole word, and a value that is one sweep old only
/// moves a deadline by a second.
/// </remarks>
internal sealed class SocketClock
{
    private long _heardAt;
    private long _messageAt;
    private long _pingedAt;
    private long _writingSince;
    private long _closingSince;
    private long _silenceLimit;

    public SocketClock(long nowMs)
    {
        _heardAt = nowMs;
        _messageAt = nowMs;
    }

    /// <summary>Anything came from the client.</summary>
    public void Heard(long nowMs)
    {
        Volatile.Write(ref _heardAt, nowMs);
        Volatile.Write(ref _pingedAt, 0);
    }

    /// <summary>A message came from the client.</summary>
    public void Message(long nowMs) => Volatile.Write(ref _messageAt, nowMs);

    /// <summary>A write begins, or has ended.</summary>
    public void Writing(long? sinceMs) => Volatile.Write(ref _writingSince, sinceMs ?? 0);

    /// <summary>How long the client may send no message; null for as long as it likes.</summary>
    public void LimitSilence(TimeSpan? limit) => Volatile.Write(ref _silenceLimit, (long)(limit?.TotalMilliseconds ?? 0));

    /// <summary>What is due.</summary>
    /// <param name="nowMs">The time.</param>
    /// <param name="closing">Whether the connection is being closed.</param>
    /// <param name="unread">Whether we do not read the client, and so can't hear it.</param>
    /// <param name="options">The limits.</param>
    public SocketDuty Due(long nowMs, bool closing, bool unread, ClientSocketOptions options)
    {
        var writingSince = Volatile.Read(ref _writingSince);
        if (writingSince != 0 && nowMs - writingSince > options.WriteTimeout.TotalMilliseconds)
        {
            return SocketDuty.Abort;
        }

        if (closing)
        {
            _closingSince = _closingSince == 0 ? nowMs : _closingSince;
            return nowMs - _closingSince > options.CloseTimeout.TotalMilliseconds ? SocketDuty.Abort : SocketDuty.None;
        }

        if (unread)
        {
            Heard(nowMs);
            Message(nowMs);
            return SocketDuty.None;
        }

        var silence = Volatile.Read(ref _silenceLimit);
        if (silence != 0 && nowMs - Volatile.Read(ref _messageAt) > silence)
        {
            return SocketDuty.CloseSilent;
        }

        var pingedAt = Volatile.Read(ref _pingedAt);
        if (pingedAt != 0)
        {
            return nowMs - pingedAt > options.PongTimeout.TotalMilliseconds ? SocketDuty.CloseNoPong : SocketDuty.None;
        }

        if (nowMs - Volatile.Read(ref _heardAt) < options.PingInterval.TotalMilliseconds)
        {
            return SocketDuty.None;
        }

        Volatile.Write(ref _pingedAt, nowMs);
        return SocketDuty.Ping;
    }
}
