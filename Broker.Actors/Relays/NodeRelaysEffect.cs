using Broker.Actors.Nodes;
using Broker.Actors.Topics;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Relays;

/// <summary>One thing a node's hub wants done, in the order of the list it stands in.</summary>
public readonly record struct NodeRelaysEffect<TMember>(
    NodeRelaysEffectKind Kind,
    TopicName? Topic = null,
    FilterAudience<TMember>? Audience = null,
    TMember? Member = null,
    object? Message = null,
    NodeId Node = default,
    Position Position = default,
    Term Followed = default)
    where TMember : class, IAudienceMember;
