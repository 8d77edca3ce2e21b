using System.Text.Json;
using Broker.Protocol.Access;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Broker.Node.Authentication;

/// <summary>Checks signed tokens (JWT, RFC 7519) and reads who their holder is.</summary>
/// <remarks>
/// A token is accepted when its algorithm is one of the three, a key of just that algorithm has signed it, it has a <c>sub</c> and an <c>exp</c> that is not over,
/// its <c>nbf</c> has come, issuer and audience are those of the settings where they name any, and it asks for nothing critical that this node does not know.
/// </remarks>
internal sealed class TokenValidator(AuthOptions options, TokenKeys keys, TimeProvider time) : IAuthenticator
{
    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = options.MaxTokenBytes, MapInboundClaims = false };

    /// <inheritdoc/>
    public async ValueTask<AuthenticationResult> AuthenticateAsync(string token, CancellationToken cancellation)
    {
        if (!TryRead(token, out var jwt))
        {
            return AuthenticationResult.Refused("the token is malformed");
        }

        if (!TokenKey.IsAccepted(jwt.Alg) || jwt.IsEncrypted || jwt.TryGetHeaderValue<object>("crit", out _))
        {
            return AuthenticationResult.Refused("the token's algorithm is not accepted");
        }

        var found = await keys.FindAsync(jwt.Alg, jwt.Kid, cancellation);
        if (found.Count == 0)
        {
            return keys.IsReady ? AuthenticationResult.Refused("no key of this node signed the token") : AuthenticationResult.Unavailable;
        }

        var result = await _handler.ValidateTokenAsync(jwt, Parameters(jwt.Alg, found));
        return result.IsValid ? Identify(jwt) : Why(result.Exception);
    }

    private bool TryRead(string token, out JsonWebToken jwt)
    {
        jwt = null!;
        if (token.Length > options.MaxTokenBytes)
        {
            return false;
        }

        try
        {
            jwt = _handler.ReadJsonWebToken(token);
            return true;
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException or FormatException or JsonException)
        {
            return false;
        }
    }

    private TokenValidationParameters Parameters(string algorithm, IReadOnlyList<SecurityKey> found) => new()
    {
        ValidAlgorithms = [algorithm],
        IssuerSigningKeyResolver = (_, _, _, _) => found,
        TryAllIssuerSigningKeys = true,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        ValidateIssuerSigningKey = false,
        ValidateIssuer = options.Issuer.Length > 0,
        ValidIssuer = options.Issuer,
        ValidateAudience = options.Audience.Length > 0,
        ValidAudience = options.Audience,
        ValidateLifetime = true,
        LifetimeValidator = IsAlive,
        LogValidationExceptions = false,
        ValidateTokenReplay = false,
    };

    private bool IsAlive(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (expires is { } end && now - options.ClockSkew >= end)
        {
            throw new SecurityTokenExpiredException();
        }

        return expires is not null && (notBefore is not { } start || now + options.ClockSkew >= start);
    }

    private AuthenticationResult Identify(JsonWebToken jwt)
    {
        using var claims = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(jwt.EncodedPayload));

        // Only who comes after the end, by a clock that differs, has the allowance for that.
        var expires = new DateTimeOffset(jwt.ValidTo, TimeSpan.Zero);
        expires = expires > time.GetUtcNow() ? expires : expires + options.ClockSkew;
        var identity = IdentityClaims.Read(claims.RootElement, expires, out var problem);
        return identity is null ? AuthenticationResult.Refused($"the token's claims are not valid: {problem}") : AuthenticationResult.Of(identity);
    }

    // The library's own words may hold parts of the token.
    private static AuthenticationResult Why(Exception? cause) => cause switch
    {
        SecurityTokenExpiredException => AuthenticationResult.Expired,
        SecurityTokenInvalidIssuerException => AuthenticationResult.Refused("the token's issuer is not accepted"),
        SecurityTokenInvalidAudienceException => AuthenticationResult.Refused("the token is not for this broker"),
        SecurityTokenInvalidLifetimeException or SecurityTokenNoExpirationException => AuthenticationResult.Refused("the token is not valid at this time"),
        _ => AuthenticationResult.Refused("no key of this node signed the token"),
    };
}
