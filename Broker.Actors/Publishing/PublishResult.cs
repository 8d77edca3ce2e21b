using Broker.Actors.Topics;
using Broker.Protocol.Errors;

namespace Broker.Actors.Publishing;

/// <summary>What became of a publish without a connection.</summary>
/// <param name="Error">Why it was not accepted, or that this is unknown; null when it was accepted.</param>
/// <param name="Position">The place it got.</param>
/// <param name="Nodes">How many nodes it was sent to, or are invited to fetch it because of a filter.</param>
/// <param name="Owner">The node that owns the topic, as <c>host:port</c>.</param>
public sealed record PublishResult(ErrorCode? Error, Position Position, int Nodes, string Owner)
{
    public static PublishResult Failed(ErrorCode error) => new(error, Position.None, Nodes: 0, Owner: "");
}
