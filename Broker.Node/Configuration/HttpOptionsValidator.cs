using System.Net;
using Microsoft.Extensions.Options;

namespace Broker.Node.Configuration;

/// <summary>Addresses and origins are what they should be.</summary>
internal sealed class HttpOptionsValidator : IValidateOptions<HttpOptions>
{
    public ValidateOptionsResult Validate(string? name, HttpOptions options)
    {
        var errors = new List<string>();
        if (!HostAddress.IsLoopback(options.Host) && !IPAddress.TryParse(options.Host, out _))
            errors.Add($"relay.http.host must be an IP address or localhost, not \"{options.Host}\".");

        foreach (var origin in options.AllowedOrigins)
        {
            if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.GetLeftPart(UriPartial.Authority) != origin)
                errors.Add($"relay.http.allowed-origins: \"{origin}\" is no origin; write for instance https://app.example.com, without a path.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
