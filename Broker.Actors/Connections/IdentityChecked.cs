using Broker.Protocol.Access;

namespace Broker.Actors.Connections;

/// <summary>To a connection: what its client's token was found to be.</summary>
internal sealed record IdentityChecked(long Tag, AuthenticationResult Result);
