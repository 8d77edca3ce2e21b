namespace Broker.Runtime.Remote.Links;

/// <summary>The frames waiting for one connection, as bytes in pooled chunks, bounded in bytes and in count.</summary>
/// <remarks>Full means refuse: the caller counts and reports the message. Not thread-safe: used under the link's lock.</remarks>
/// <param name="maxBytes">The most bytes that may wait, including those being written.</param>
/// <param name="maxCount">The most messages that may wait, including those being written.</param>
internal sealed class OutboundQueue(long maxBytes, int maxCount)
{
    /// <summary>One write of the socket; large enough that its cost is spread over hundreds of small messages.</summary>
    public const int ChunkSize = 64 * 1024;

    private List<OutboundChunk> _chunks = [];
    private long _bytes;
    private int _count;

    public bool IsEmpty => _chunks.Count == 0;

    /// <summary>Messages queued or being written.</summary>
    public int Count => _count;

    /// <summary>Bytes queued or being written.</summary>
    public long Bytes => _bytes;

    /// <summary>A span of at least <paramref name="size"/> bytes for one frame, or false when the queue is full.</summary>
    public bool TryReserve(int size, out Span<byte> span)
    {
        if (_bytes + size > maxBytes || _count >= maxCount)
        {
            span = default;
            return false;
        }

        span = Reserve(size);
        return true;
    }

    /// <summary>A span for one frame that must not be refused because another rule bounds it.</summary>
    public Span<byte> Reserve(int size)
    {
        if (_chunks.Count > 0)
        {
            Span<byte> free = _chunks[^1].Free;
            if (free.Length >= size)
                return free;
        }

        OutboundChunk chunk = new(Math.Max(ChunkSize, size));
        _chunks.Add(chunk);
        return chunk.Free;
    }

    /// <summary>Counts one frame of <paramref name="size"/> bytes written into the reserved span.</summary>
    public void Commit(int size)
    {
        OutboundChunk chunk = _chunks[^1];
        chunk.Used += size;
        chunk.Count++;
        _bytes += size;
        _count++;
    }

    /// <summary>Hands all queued chunks to the writer, which gives them back through <see cref="Written"/>.</summary>
    public List<OutboundChunk> Take(List<OutboundChunk> empty)
    {
        List<OutboundChunk> taken = _chunks;
        _chunks = empty;
        return taken;
    }

    /// <summary>Frees the room of what was written or given up.</summary>
    public void Written(long bytes, int count)
    {
        _bytes -= bytes;
        _count -= count;
    }

    /// <summary>Drops everything queued and returns how many messages that were.</summary>
    public int Discard()
    {
        int dropped = 0;
        foreach (OutboundChunk chunk in _chunks)
        {
            dropped += chunk.Count;
            Written(chunk.Used, chunk.Count);
            chunk.Return();
        }

        _chunks.Clear();
        return dropped;
    }
}
