using Broker.Actors.Topics;
using Broker.Protocol.Publications;

namespace Broker.Actors.Deliveries;

/// <summary>Owner to relay, some time after a publication: this is the last one, so that its loss is noticed too.</summary>
public sealed record TopicHead(Term Term, Position Head);
