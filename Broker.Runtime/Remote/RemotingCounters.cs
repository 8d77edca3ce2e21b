namespace Broker.Runtime.Remote;

/// <summary>Counts of what remoting dropped or refused.</summary>
internal sealed class RemotingCounters
{
    private long _overflowed;
    private long _oversized;
    private long _lost;
    private long _unreadable;
    private long _refusedConnections;
    private long _cutOff;
    private long _bytesSent;

    /// <summary>Messages not taken because a link's queue was full.</summary>
    public long Overflowed => Interlocked.Read(ref _overflowed);

    /// <summary>Messages not taken because their frame would be too large.</summary>
    public long Oversized => Interlocked.Read(ref _oversized);

    /// <summary>Messages taken and then dropped with a connection that broke or could not be made.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Messages received that no serializer could read.</summary>
    public long Unreadable => Interlocked.Read(ref _unreadable);

    /// <summary>Accepted connections that were closed before their handshake ended.</summary>
    public long RefusedConnections => Interlocked.Read(ref _refusedConnections);

    /// <summary>Connections of proven peers that were closed because they broke the protocol.</summary>
    public long CutOff => Interlocked.Read(ref _cutOff);

    /// <summary>Bytes written to connections of the control and the ordinary lane, before TLS.</summary>
    public long BytesSent => Interlocked.Read(ref _bytesSent);

    public void AddOverflowed() => Interlocked.Increment(ref _overflowed);

    public void AddOversized() => Interlocked.Increment(ref _oversized);

    public void AddLost(int count) => Interlocked.Add(ref _lost, count);

    public void AddUnreadable() => Interlocked.Increment(ref _unreadable);

    public void AddRefusedConnection() => Interlocked.Increment(ref _refusedConnections);

    public void AddSent(int bytes) => Interlocked.Add(ref _bytesSent, bytes);

    public void AddCutOff() => Interlocked.Increment(ref _cutOff);
}
