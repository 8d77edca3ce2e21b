using System.ComponentModel.DataAnnotations;

namespace Broker.Node.Authentication;

/// <summary>Keys that the issuer publishes: <c>relay.auth.jwks</c>.</summary>
public sealed class JwksOptions
{
    /// <summary>Where they are (RFC 7517 section 5); empty for nowhere.</summary>
    public string Url { get; set; } = "";

    /// <summary>How often they are fetched.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan Refresh { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The shortest time between two fetches, when a token names a key that is not known or a fetch failed.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan RefreshAtMost { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a fetch may take.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);
}
