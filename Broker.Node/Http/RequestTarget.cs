using Microsoft.AspNetCore.Http.Features;

namespace Broker.Node.Http;

/// <summary>The path and query of a request as they came.</summary>
/// <remarks>
/// ASP.NET Core decodes a path but for <c>%2F</c>, after which <c>%2F</c> and <c>%252F</c> can't be told apart. Names are
/// decoded here instead, once, from what was sent.
/// </remarks>
internal readonly ref struct RequestTarget
{
    private RequestTarget(ReadOnlySpan<char> path, ReadOnlySpan<char> query)
    {
        Path = path;
        Query = query;
    }

    /// <summary>From the first slash to the question mark.</summary>
    public ReadOnlySpan<char> Path { get; }

    /// <summary>After the question mark.</summary>
    public ReadOnlySpan<char> Query { get; }

    /// <summary>The target of a request.</summary>
    public static RequestTarget Of(HttpContext context) => Parse(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);

    /// <summary>The parts of a raw request target.</summary>
    public static RequestTarget Parse(ReadOnlySpan<char> target)
    {
        if (!target.StartsWith("/"))
        {
            // A proxy may be sent the absolute form (RFC 9112 section 3.2.2).
            var authority = target.IndexOf("://");
            var slash = authority < 0 ? -1 : target[(authority + 3)..].IndexOf('/');
            target = slash < 0 ? "/" : target[(authority + 3 + slash)..];
        }

        var question = target.IndexOf('?');
        return question < 0 ? new RequestTarget(target, default) : new RequestTarget(target[..question], target[(question + 1)..]);
    }

    /// <summary>What follows a prefix of the path, decoded as one name in which slashes are characters.</summary>
    public bool TryName(string prefix, out string name)
    {
        name = "";
        return Path.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
            && PercentText.TryDecode(Path[prefix.Length..], plusIsSpace: false, out name);
    }

    /// <summary>The first raw value of a query parameter; false when it is not given.</summary>
    public bool TryQuery(string key, out ReadOnlySpan<char> raw)
    {
        foreach (var range in Query.Split('&'))
        {
            var pair = Query[range];
            var equals = pair.IndexOf('=');
            if ((equals < 0 ? pair : pair[..equals]).SequenceEqual(key))
            {
                raw = equals < 0 ? default : pair[(equals + 1)..];
                return true;
            }
        }

        raw = default;
        return false;
    }
}
