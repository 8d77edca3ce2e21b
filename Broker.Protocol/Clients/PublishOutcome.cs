using Broker.Protocol.Errors;
using Broker.Protocol.Publications;

namespace Broker.Protocol.Clients;

/// <summary>How a publish ended.</summary>
/// <param name="Tag">The tag that came with it.</param>
/// <param name="Error">Why it was not accepted, or that this is unknown; null when it was accepted.</param>
/// <param name="Epoch">The topic's epoch; without meaning when there is an error.</param>
/// <param name="Offset">The place it got; without meaning when there is an error.</param>
public readonly record struct PublishOutcome(long Tag, ErrorCode? Error, Epoch Epoch = default, Offset Offset = default);
