using Broker.Protocol.Publications;

namespace Broker.Actors.Topics;

/// <summary>How far a reader of a topic is: everything of the epoch through the offset.</summary>
public readonly record struct Position(Epoch Epoch, Offset Offset)
{
    /// <summary>The position of one who never heard the topic.</summary>
    public static Position None => default;

    public bool IsNone => Epoch == Epoch.None;

    public override string ToString() => $"{Epoch}/{Offset}";
}
