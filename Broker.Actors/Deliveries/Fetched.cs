using Broker.Actors.Topics;
using Broker.Protocol.Publications;

namespace Broker.Actors.Deliveries;

/// <summary>Owner to relay: what there is of a fetched range.</summary>
/// <param name="Term">The owner's term.</param>
/// <param name="From">What was asked for first.</param>
/// <param name="FirstKept">The oldest offset that can still be fetched; above <paramref name="From"/> when part of the range is gone.</param>
/// <param name="Head">The last publication so far.</param>
/// <param name="Publications">The next of the range, without a gap; the rest needs another fetch.</param>
public sealed record Fetched(Term Term, Offset From, Offset FirstKept, Position Head, IReadOnlyList<Publication> Publications);
