using System.ComponentModel.DataAnnotations;
using Broker.Actors.Topics;

namespace Broker.Actors.HeadReports;

/// <summary>How a node tells others the heads of the topics it owns (<c>relay.head-report</c>).</summary>
public sealed class HeadReportOptions
{
    /// <summary>How often; a lost last publication is noticed within two reports. Default 1 s.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The most messages to one node at a time; what is more waits for the next. Default 64, each with up to 1,000 heads.</summary>
    [Range(1, 10_000)]
    public int Messages { get; set; } = 64;

    /// <summary>The most invites to one node that it has not acknowledged; beyond, its filter subscribers are told of a gap. Default 100,000.</summary>
    [Range(1, 10_000_000)]
    public int Invites { get; set; } = 100_000;

    /// <summary>For tests only.</summary>
    internal ProtocolRules Rules { get; init; } = ProtocolRules.All;
}
