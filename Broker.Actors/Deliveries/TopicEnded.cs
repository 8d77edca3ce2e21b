using Broker.Actors.Topics;
using Broker.Protocol.Publications;

namespace Broker.Actors.Deliveries;

/// <summary>Owner to relay, on a clean stop: nothing comes after this head. Answered by <see cref="EndReceived"/>.</summary>
public sealed record TopicEnded(Term Term, Position Head);
