using Broker.Protocol.Errors;

namespace Broker.Protocol.Access;

/// <summary>What a token was found to be.</summary>
/// <param name="Identity">Its holder; null when it was not accepted.</param>
/// <param name="Error">Why it was not accepted, or that this can't be told now.</param>
/// <param name="Reason">The same in words for people, without anything of the token.</param>
public sealed record AuthenticationResult(Identity? Identity, ErrorCode? Error, string Reason)
{
    /// <summary>The token is good.</summary>
    public static AuthenticationResult Of(Identity identity) => new(identity, null, "");

    /// <summary>The token is not accepted.</summary>
    public static AuthenticationResult Refused(string reason) => new(null, ErrorCode.Unauthorized, reason);

    /// <summary>The token was good once.</summary>
    public static AuthenticationResult Expired { get; } = new(null, ErrorCode.TokenExpired, "the token has expired");

    /// <summary>Nobody can say now whether it is good.</summary>
    public static AuthenticationResult Unavailable { get; } = new(null, ErrorCode.Unavailable, "the token can't be checked now");
}
