using System.Net;
using Broker.Protocol.Errors;

namespace Broker.Node.Http;

/// <summary>Lets through what the origin rule allows, and answers the preflight of those who may.</summary>
internal sealed class BrowserGuard(RequestDelegate next, OriginRule rule)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
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
        headers.Vary = "Origin";
        if (!HttpMethods.IsOptions(request.Method))
        {
            return next(context);
        }

        headers.AccessControlAllowMethods = "GET, POST";
        headers.AccessControlAllowHeaders = "Content-Type";
        headers.AccessControlMaxAge = "600";
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
