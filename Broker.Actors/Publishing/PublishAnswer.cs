using Broker.Actors.Topics;

namespace Broker.Actors.Publishing;

/// <summary>Topic to publisher: what became of a publish.</summary>
/// <param name="Publisher">Whose publish it was.</param>
/// <param name="Sequence">Which one.</param>
/// <param name="IsAccepted">Accepted and sent to every subscribed node; else nobody can say whether a former owner accepted it.</param>
/// <param name="Position">The place it got; none when it was not accepted.</param>
/// <param name="Nodes">The number of nodes that were subscribed when the answer was made.</param>
public sealed record PublishAnswer(PublisherId Publisher, PublishSequence Sequence, bool IsAccepted, Position Position, int Nodes)
{
    public static PublishAnswer Accepted(Publish publish, Position position, int nodes) =>
        new(publish.Publisher, publish.Sequence, IsAccepted: true, position, nodes);

    public static PublishAnswer Unknown(Publish publish) =>
        new(publish.Publisher, publish.Sequence, IsAccepted: false, Position.None, Nodes: 0);
}
