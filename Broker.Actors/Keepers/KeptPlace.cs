using Broker.Actors.Publishing;
using Broker.Protocol.Publications;

namespace Broker.Actors.Keepers;

/// <summary>Where a publish was put.</summary>
public readonly record struct KeptPlace(PublishSequence Sequence, Offset Offset);
