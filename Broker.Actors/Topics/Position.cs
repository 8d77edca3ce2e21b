using Broker.Protocol.Publications;

namespace Broker.Actors.Topics;

/// <summary>How far a reader of a topic is: everything of the epoch through the offset.</summary>
public readonly record struct Position(Epoch Epoch, Offset Offset)
{
    /// <summary>The position of one who never heard the topic.</summary>
    public static Position None => default;

    /// <summary>The position of a client's protocol.</summary>
    public static Position Of(StreamPosition position) => new(position.Epoch, position.Offset);

    /// <summary>As a client's protocol has it.</summary>
    public StreamPosition ToStream() => new(Epoch, Offset);

    public bool IsNone => Epoch == Epoch.None;

    public override string ToString() => $"{Epoch}/{Offset}";
}
