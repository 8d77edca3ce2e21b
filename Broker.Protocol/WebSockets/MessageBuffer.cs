namespace Broker.Protocol.WebSockets;

/// <summary>The bytes of a message while it comes; grows with what arrived, never with what a header promised.</summary>
internal struct MessageBuffer
{
    private const int FirstGrowth = 4096;

    private byte[]? _bytes;
    private int _length;
    private int _checked;

    /// <summary>The number of bytes that are there.</summary>
    public readonly int Length => _length;

    /// <summary>Makes room for the rest of the message, all of which has arrived, and for no more.</summary>
    public void ReserveLast(int bytes)
    {
        if (bytes > Capacity - _length)
        {
            Resize(_length + bytes);
        }
    }

    /// <summary>Takes the mask off a piece and appends it.</summary>
    /// <param name="piece">The masked bytes.</param>
    /// <param name="key">The key, zero for none.</param>
    /// <param name="position">The place of the piece in its frame.</param>
    public void Append(ReadOnlySpan<byte> piece, uint key, long position)
    {
        if (piece.Length > Capacity - _length)
        {
            // Doubled, so that a message in many small fragments is not copied for each of them.
            Resize(Math.Max(_length + piece.Length, Math.Max(FirstGrowth, Capacity * 2)));
        }

        Masking.Copy(piece, _bytes.AsSpan(_length), key, position);
        _length += piece.Length;
    }

    /// <summary>Checks what is there as UTF-8.</summary>
    public bool CheckUtf8(bool last)
    {
        var valid = Utf8Progress.TryAdvance(_bytes.AsSpan(_checked, _length - _checked), last, out var advanced);
        _checked += advanced;
        return valid;
    }

    /// <summary>Gives the message away and is empty again.</summary>
    public ReadOnlyMemory<byte> Detach()
    {
        // A message may be kept for long: it should not keep much more memory than it needs.
        var wasteful = _bytes is not null && _bytes.Length - _length > _length / 4;
        ReadOnlyMemory<byte> message = wasteful ? _bytes.AsSpan(0, _length).ToArray() : _bytes.AsMemory(0, _length);
        this = default;
        return message;
    }

    private readonly int Capacity => _bytes?.Length ?? 0;

    private void Resize(int size)
    {
        var larger = GC.AllocateUninitializedArray<byte>(size);
        _bytes.AsSpan(0, _length).CopyTo(larger);
        _bytes = larger;
    }
}
