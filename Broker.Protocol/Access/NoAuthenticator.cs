namespace Broker.Protocol.Access;

/// <summary>For a node that asks nobody who they are: knows no token.</summary>
public sealed class NoAuthenticator : IAuthenticator
{
    /// <summary>The only instance.</summary>
    public static readonly NoAuthenticator Instance = new();

    private NoAuthenticator()
    {
    }

    /// <inheritdoc/>
    public ValueTask<AuthenticationResult> AuthenticateAsync(string token, CancellationToken cancellation) =>
        ValueTask.FromResult(AuthenticationResult.Refused("this node knows no tokens"));
}
