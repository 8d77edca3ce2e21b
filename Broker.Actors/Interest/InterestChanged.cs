using Broker.Actors.Nodes;

namespace Broker.Actors.Interest;

/// <summary>Node to node: how the filters that somebody here hears have changed. Repeated until <see cref="InterestReceived"/> comes.</summary>
/// <param name="Node">Whose filters.</param>
/// <param name="Series">Counts the times that the whole set was sent anew; what is of an earlier one is out of date.</param>
/// <param name="From">The version the changes are to be applied to; zero for a set that begins empty.</param>
/// <param name="Through">The version they lead to; the same as <paramref name="From"/> when this is only a greeting.</param>
/// <param name="Changes">The changes, oldest first.</param>
public sealed record InterestChanged(
    NodeId Node, long Series, InterestVersion From, InterestVersion Through, IReadOnlyList<FilterChange> Changes);
