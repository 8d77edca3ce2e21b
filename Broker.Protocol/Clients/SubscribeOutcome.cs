using Broker.Protocol.Errors;
using Broker.Protocol.Publications;

namespace Broker.Protocol.Clients;

/// <summary>How a subscribe ended.</summary>
/// <param name="Tag">The tag that came with it.</param>
/// <param name="Error">Why the topic will not deliver, or null when it does.</param>
/// <param name="Epoch">The topic's epoch; without meaning when there is an error.</param>
/// <param name="Offset">The last publication that is not delivered: the first to come is the next. Without meaning when there is an error.</param>
/// <param name="IsTold">Whether the client has been told already, in the place in its stream where the subscription begins.</param>
public readonly record struct SubscribeOutcome(
    long Tag, ErrorCode? Error, Epoch Epoch = default, Offset Offset = default, bool IsTold = false);
