using System.Net;
using Broker.Protocol.Errors;

namespace Broker.Node.Http;

/// <summary>Lets through what the origin rule allows, answers the preflight of those who may, and tells browsers to be careful.</summary>
internal sealed class BrowserGuard(RequestDelegate next, OriginRule rule)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        Harden(context.Response.Headers);
        if (context.Connection.LocalIpAddress is { } local && IPAddress.IsLoopback(local) && !rule.AllowsHost(request.Host))
        {
            return Answers.ErrorAsync(context, ErrorCode.ForeignOrigin, "on loopback the Host header must be a loopback name");
        }

        string? origin = request.Headers.Origin;
        if (string.IsNullOrEmpty(origin))
        {
            return next(context);
        }

        if (!rule.AllowsOrigin(origin, request.Host))
        {
            // A browser itself keeps a foreign page from reading what a GET gives; upgrades and publishes it would let through.
            var harmless = HttpMethods.IsGet(request.Method) && string.IsNullOrEmpty(request.Headers.Upgrade);
            return harmless ? next(context) : Answers.ErrorAsync(context, ErrorCode.ForeignOrigin);
        }

        var headers = context.Response.Headers;
        headers.AccessControlAllowOrigin = origin;
        headers.AccessControlExposeHeaders = "Retry-After, WWW-Authenticate";
        if (!HttpMethods.IsOptions(request.Method))
        {
            return next(context);
        }

        headers.AccessControlAllowMethods = "GET, POST";
        headers.AccessControlAllowHeaders = "Authorization, Content-Type, X-API-Key";
        headers.AccessControlMaxAge = "600";
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    // For whatever is answered: nothing is taken for what it does not say it is, no address with a token in it is passed on, no other site
    // embeds what is here, and no cache gives one origin the answer for another.
    private static void Harden(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.Vary = "Origin";
    }
}
