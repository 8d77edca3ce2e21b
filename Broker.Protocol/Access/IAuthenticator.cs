namespace Broker.Protocol.Access;

/// <summary>Finds out whose token it is.</summary>
public interface IAuthenticator
{
    /// <summary>Checks a token. Never throws because of it, and never says in a reason what was in it.</summary>
    ValueTask<AuthenticationResult> AuthenticateAsync(string token, CancellationToken cancellation);
}
