using Broker.Actors.Nodes;

namespace Broker.Actors.Interest;

/// <summary>Node to node: your filters are known here through this version, and every publish from now on is matched with them.</summary>
/// <param name="Node">Who has them.</param>
/// <param name="Series">The series of what is known; zero when nothing is.</param>
/// <param name="Version">The version.</param>
/// <param name="HasHosted">Whether a topic may have been published to here before they were known.</param>
public sealed record InterestReceived(NodeId Node, long Series, InterestVersion Version, bool HasHosted);
