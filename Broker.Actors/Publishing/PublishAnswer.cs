using Broker.Actors.Topics;

namespace Broker.Actors.Publishing;

/// <summary>Topic to publisher: what became of one copy of a publish.</summary>
/// <param name="Publisher">Whose publish it was.</param>
/// <param name="Sequence">Which one.</param>
/// <param name="Reply">What became of it.</param>
/// <param name="Position">The place it got; when it was not accepted, the owner's head.</param>
/// <param name="Nodes">How many nodes get what is accepted: those that are subscribed, and those that are invited because of a filter.</param>
public sealed record PublishAnswer(PublisherId Publisher, PublishSequence Sequence, PublishReply Reply, Position Position, int Nodes)
{
    /// <summary>The answer of one who does not even know the topic's epoch.</summary>
    public static PublishAnswer Busy(Publish publish) => new(publish.Publisher, publish.Sequence, PublishReply.Busy, Position.None, Nodes: 0);

    public bool IsAccepted => Reply == PublishReply.Accepted;
}
