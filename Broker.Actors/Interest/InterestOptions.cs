using System.ComponentModel.DataAnnotations;
using Broker.Actors.Topics;

namespace Broker.Actors.Interest;

/// <summary>How nodes tell each other which filters somebody hears (<c>relay.interest</c>).</summary>
public sealed class InterestOptions
{
    /// <summary>The most filters that the clients of this node may hear; more subscribes are answered with an error. Default 100,000.</summary>
    [Range(1, 10_000_000)]
    public int Filters { get; set; } = 100_000;

    /// <summary>How long a filter stays after its last subscriber left, for one that comes back. Default 5 s.</summary>
    public TimeSpan Linger { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long another node's acknowledgement of a change is waited for before it is sent again. Default 500 ms.</summary>
    public TimeSpan Retry { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>For tests only.</summary>
    internal ProtocolRules Rules { get; init; } = ProtocolRules.All;
}
