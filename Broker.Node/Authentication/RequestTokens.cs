using Broker.Node.Http;

namespace Broker.Node.Authentication;

/// <summary>Finds the token or API key that a request shows.</summary>
internal static class RequestTokens
{
    /// <summary>What a token begins with in a list of subprotocols, where browsers can put one.</summary>
    public const string SubprotocolPrefix = "bearer.";

    private const string Bearer = "Bearer ";
    private const string ApiKeyScheme = "apikey ";

    /// <summary>The token: in <c>Authorization</c>, in the list of subprotocols, or in the query, whichever comes first; null when there is none.</summary>
    public static string? Token(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (After(headers.Authorization, Bearer) is { } header)
        {
            return header;
        }

        foreach (var name in headers.GetCommaSeparatedValues("Sec-WebSocket-Protocol"))
        {
            if (name.StartsWith(SubprotocolPrefix, StringComparison.Ordinal))
            {
                return name[SubprotocolPrefix.Length..];
            }
        }

        return RequestTarget.Of(context).TryQuery("token", out var raw) && PercentText.TryDecode(raw, plusIsSpace: false, out var token) && token.Length > 0
            ? token
            : null;
    }

    /// <summary>The API key: in <c>X-API-Key</c>, or in <c>Authorization: apikey …</c>; null when there is none.</summary>
    public static string? ApiKey(HttpContext context)
    {
        string? header = context.Request.Headers["X-API-Key"];
        return string.IsNullOrEmpty(header) ? After(context.Request.Headers.Authorization, ApiKeyScheme) : header;
    }

    private static string? After(string? header, string scheme) =>
        header is not null && header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? header[scheme.Length..].Trim() : null;
}
