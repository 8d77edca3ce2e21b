using System.ComponentModel.DataAnnotations;

namespace Broker.Node.Configuration;

/// <summary>How the node stops: <c>relay.shutdown</c>.</summary>
public sealed class ShutdownOptions
{
    /// <summary>How long clients may take to close.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long everything together may take: not less than the phases of coordinated shutdown, one after the other.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(45);
}
