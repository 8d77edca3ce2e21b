using Broker.Actors.Topics;
using Broker.Protocol.Publications;

namespace Broker.Actors.Deliveries;

/// <summary>Relay to owner: nobody here needs the topic for now; an interest in a filter may stay.</summary>
/// <remarks>Answered by <see cref="NodeUnsubscribed"/> if nothing lies after the position, else by <see cref="TopicHead"/>: then the relay stays.</remarks>
/// <param name="Term">The owner's term.</param>
/// <param name="Position">How far the relay is.</param>
/// <param name="Number">The number of its last subscription.</param>
public sealed record UnsubscribeNode(Term Term, Position Position, long Number);
