using Broker.Actors.Nodes;

namespace Broker.Actors.Interest;

/// <summary>A node that leaves to the others' hubs: its topics are handed over, and nobody is owed anything by it.</summary>
/// <remarks>Lost or never sent, as by a node that dies, the others tell those who hear filters that something may be missing.</remarks>
public sealed record NodeGoodbye(NodeId Node);
