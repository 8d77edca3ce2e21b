using System.Net;

namespace Broker.Node.Http;

/// <summary>Which web pages may use this node from a browser, and under which names the node may be called on loopback.</summary>
/// <remarks>
/// Pages of the node's own host may; on loopback those of any port of it, since the nodes of a local cluster are told apart by port; and
/// pages of listed origins. A request without Origin is from no page. On loopback the Host must be a loopback name or that of a listed
/// origin: a page that has its own name resolved to 127.0.0.1 would else count as the same host.
/// </remarks>
internal sealed class OriginRule
{
    private readonly HashSet<string> _origins = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _hosts = new(StringComparer.OrdinalIgnoreCase);

    public OriginRule(IEnumerable<string> allowedOrigins)
    {
        foreach (var origin in allowedOrigins)
        {
            _origins.Add(origin.TrimEnd('/'));
            if (Uri.TryCreate(origin, UriKind.Absolute, out var uri))
            {
                _hosts.Add(uri.Host);
            }
        }
    }

    /// <summary>Whether a page of this origin may use the node that it calls by this host.</summary>
    public bool AllowsOrigin(string origin, HostString host)
    {
        if (_origins.Contains(origin))
        {
            return true;
        }

        if (!Uri.TryCreate(origin, UriKind.Absolute, out var page) || page.Scheme is not ("http" or "https"))
        {
            return false;
        }

        return string.Equals(page.Host, host.Host, StringComparison.OrdinalIgnoreCase)
            && (IsLoopback(host.Host) || (host.Port is { } port ? page.Port == port : page.IsDefaultPort));
    }

    /// <summary>Whether a request that came in over loopback may call the node so.</summary>
    public bool AllowsHost(HostString host) => IsLoopback(host.Host) || _hosts.Contains(host.Host);

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.AsSpan().Trim("[]"), out var address) && IPAddress.IsLoopback(address));
}
