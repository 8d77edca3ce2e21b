namespace Broker.Protocol.Publications;

/// <summary>A place in a topic's stream: everything of the epoch through the offset.</summary>
public readonly record struct StreamPosition(Epoch Epoch, Offset Offset)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Epoch}/{Offset}";
}
