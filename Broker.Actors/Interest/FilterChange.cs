using Broker.Protocol.Topics;

namespace Broker.Actors.Interest;

/// <summary>One step of a node's set of filters.</summary>
/// <param name="Filter">Which filter.</param>
/// <param name="IsWanted">Whether somebody there hears it from now on, or nobody any more.</param>
public readonly record struct FilterChange(TopicFilter Filter, bool IsWanted);
