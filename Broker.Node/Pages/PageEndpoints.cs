using System.Security.Cryptography;

namespace Broker.Node.Pages;

/// <summary>The node's own page, out of the assembly, and the script client that it is built on: nothing is loaded from elsewhere, and the policy lets nothing be.</summary>
internal static class PageEndpoints
{
    // The page connects to whichever node its user names, so connections are open; scripts and styles are not.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self' http: https: ws: wss:; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string Script = "text/javascript; charset=utf-8";

    /// <summary>The page under both of its addresses, and what it is made of.</summary>
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        Map(routes, "index.html", "text/html; charset=utf-8", "/", "/b9/websocket/index.html");
        Map(routes, "index.css", "text/css; charset=utf-8", "/pages/index.css");
        Map(routes, "index.js", Script, "/pages/index.js");
        Map(routes, "words.js", Script, "/pages/words.js");
        Map(routes, "relay.js", Script, "/relay.js");
    }

    private static void Map(IEndpointRouteBuilder routes, string file, string contentType, params ReadOnlySpan<string> paths)
    {
        var content = Read(file);
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8))}\"";
        foreach (var path in paths)
        {
            routes.MapMethods(path, ["GET", "HEAD"], (RequestDelegate)(context => AnswerAsync(context, content, contentType, tag)));
        }
    }

    private static Task AnswerAsync(HttpContext context, byte[] content, string contentType, string tag)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XFrameOptions = "DENY";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers.CacheControl = "no-cache";
        headers.ETag = tag;
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        context.Response.ContentType = contentType;
        context.Response.ContentLength = content.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(content, 0, content.Length);
    }

    private static byte[] Read(string file)
    {
        using var resource = typeof(PageEndpoints).Assembly.GetManifestResourceStream($"pages/{file}")
            ?? throw new InvalidOperationException($"The page {file} is missing from the assembly.");
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        return content;
    }
}
