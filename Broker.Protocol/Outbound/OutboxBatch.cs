namespace Broker.Protocol.Outbound;

/// <summary>All that waited in an outbox when its writer looked, oldest first.</summary>
/// <remarks>Only the writer has it, and gives it back by <see cref="Outbox.Release"/> when the bytes are written or dropped.</remarks>
public readonly struct OutboxBatch
{
    private readonly ReadOnlyMemory<byte> _first;

    internal OutboxBatch(ReadOnlyMemory<byte> first, ReadOnlyMemory<byte>[]? rest, int count, int cost, OutboxClosing? closing)
    {
        _first = first;
        Rest = rest;
        Count = count;
        Cost = cost;
        Closing = closing;
    }

    /// <summary>The number of frames.</summary>
    public int Count { get; }

    /// <summary>What follows the frames: the end of the connection, or null.</summary>
    public OutboxClosing? Closing { get; }

    internal ReadOnlyMemory<byte>[]? Rest { get; }

    internal int Cost { get; }

    /// <summary>The frame at a place below <see cref="Count"/>.</summary>
    public ReadOnlyMemory<byte> this[int index] => index == 0 ? _first : Rest![index - 1];
}
