using Broker.Protocol.Access;
using Broker.Protocol.Errors;

namespace Broker.Protocol.Clients;

/// <summary>How an authentication ended.</summary>
/// <param name="Tag">The tag of the command.</param>
/// <param name="Error">Why the client is not let in; null when it is.</param>
/// <param name="Identity">Who the client is now.</param>
public readonly record struct AuthenticateOutcome(long Tag, ErrorCode? Error, Identity Identity);
