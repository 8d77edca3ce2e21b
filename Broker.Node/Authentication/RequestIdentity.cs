using System.Globalization;
using Broker.Node.Http;
using Broker.Protocol.Access;
using Broker.Protocol.Errors;

namespace Broker.Node.Authentication;

/// <summary>Finds out who makes a request, before anything else is done for it, and answers 401 to those who may not be nobody.</summary>
internal sealed class RequestIdentity(AccessRules rules, AuthSettings settings, IAuthenticator authenticator)
{
    /// <summary>Who upgrades to a WebSocket; null when the request was answered.</summary>
    /// <param name="context">The request.</param>
    /// <param name="mayComeLater">Whether the client's protocol has a place for a token once the socket is open.</param>
    public Task<Identity?> OfUpgradeAsync(HttpContext context, bool mayComeLater) => OfAsync(context, mayComeLater);

    /// <summary>Who publishes over HTTP: the holder of a token or of an API key; null when the request was answered.</summary>
    public Task<Identity?> OfPublishAsync(HttpContext context)
    {
        if (!rules.IsAuthenticationOn || RequestTokens.ApiKey(context) is not { } given)
        {
            return OfAsync(context, mayComeLater: false);
        }

        var hash = ApiKey.Hash(given);
        Identity? holder = null;
        foreach (var key in settings.ApiKeys)
        {
            holder = key.Is(hash) ? key.Holder : holder;
        }

        return holder is null ? RefuseAsync(context, AuthenticationResult.Refused("the API key is not accepted")) : Task.FromResult<Identity?>(holder);
    }

    private async Task<Identity?> OfAsync(HttpContext context, bool mayComeLater)
    {
        if (!rules.IsAuthenticationOn)
        {
            return Identity.Anonymous;
        }

        if (RequestTokens.Token(context) is not { } token)
        {
            return rules.LetsAnonymousIn || mayComeLater ? Identity.Anonymous : await RefuseAsync(context, null);
        }

        var result = await authenticator.AuthenticateAsync(token, context.RequestAborted);
        return result.Identity ?? await RefuseAsync(context, result);
    }

    // RFC 6750 section 3.
    private static async Task<Identity?> RefuseAsync(HttpContext context, AuthenticationResult? result)
    {
        var error = result?.Error ?? ErrorCode.Unauthorized;
        if (error.HttpStatus == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = result is null
                ? "Bearer realm=\"relay\""
                : string.Create(CultureInfo.InvariantCulture, $"Bearer realm=\"relay\", error=\"invalid_token\", error_description=\"{result.Reason}\"");
        }

        await Answers.ErrorAsync(context, error, result?.Reason ?? "a token is needed");
        return null;
    }
}
