using System.ComponentModel.DataAnnotations;

namespace Broker.Node.Authentication;

/// <summary>A service that says whose a token is: <c>relay.auth.hook</c>.</summary>
public sealed class HookOptions
{
    /// <summary>What is asked, by POST; empty for nothing.</summary>
    public string Url { get; set; } = "";

    /// <summary>How long an answer may take, waiting for a place in the queue included.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How many questions may be under way.</summary>
    [Range(1, 1024)]
    public int Concurrency { get; set; } = 32;

    /// <summary>How long an answer holds for the same token.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan CacheTtl { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How many answers are kept.</summary>
    [Range(0, 1_000_000)]
    public int CacheSize { get; set; } = 10_000;
}
