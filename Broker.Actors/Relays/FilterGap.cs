using Broker.Protocol.Topics;

namespace Broker.Actors.Relays;

/// <summary>Hub to those who hear a filter: some topic that matches may have had publications that did not come, and nobody can say which.</summary>
public sealed record FilterGap(TopicFilter Filter);
