using System.Buffers;

namespace Broker.Runtime.Remote.Links;

/// <summary>A pooled piece of the bytes waiting for one connection; whoever holds it returns it once.</summary>
internal sealed class OutboundChunk(int size)
{
    private byte[]? _bytes = ArrayPool<byte>.Shared.Rent(size);

    public int Used { get; set; }

    public int Count { get; set; }

    public Span<byte> Free => _bytes.AsSpan(Used);

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Used);

    public void Return()
    {
        if (Interlocked.Exchange(ref _bytes, null) is { } bytes)
            ArrayPool<byte>.Shared.Return(bytes);
    }
}
