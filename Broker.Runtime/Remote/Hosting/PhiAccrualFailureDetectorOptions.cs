using System.Text;
using Broker.Runtime.Hosting;

namespace Broker.Runtime.Remote.Hosting;

/// <summary>How soon silence counts as failure. What is not set is left to the configuration.</summary>
public class PhiAccrualFailureDetectorOptions
{
    /// <summary>How often a sign of life is asked for.</summary>
    public TimeSpan? HeartbeatInterval { get; set; }

    /// <summary>How long a silence is no reason for suspicion.</summary>
    public TimeSpan? AcceptableHeartbeatPause { get; set; }

    /// <summary>The suspicion at which a node counts as unreachable.</summary>
    public double? Threshold { get; set; }

    /// <summary>How many intervals are remembered.</summary>
    public int? MaxSampleSize { get; set; }

    /// <summary>Intervals are taken to vary at least this much.</summary>
    public TimeSpan? MinStandardDeviation { get; set; }

    /// <summary>How often suspicion is looked at.</summary>
    public TimeSpan? UnreachableNodesReaperInterval { get; set; }

    /// <summary>How long the first answer may take.</summary>
    public TimeSpan? ExpectedResponseAfter { get; set; }

    /// <summary>The settings as lines of HOCON.</summary>
    public StringBuilder ToHocon()
    {
        var text = new StringBuilder();
        Add(text, "heartbeat-interval", HeartbeatInterval?.ToHocon());
        Add(text, "acceptable-heartbeat-pause", AcceptableHeartbeatPause?.ToHocon());
        Add(text, "threshold", Threshold?.ToHocon());
        Add(text, "max-sample-size", MaxSampleSize?.ToHocon());
        Add(text, "min-std-deviation", MinStandardDeviation?.ToHocon());
        Add(text, "unreachable-nodes-reaper-interval", UnreachableNodesReaperInterval?.ToHocon());
        Add(text, "expected-response-after", ExpectedResponseAfter?.ToHocon());
        return text;
    }

    private static void Add(StringBuilder text, string key, string? value)
    {
        if (value is not null)
            text.Append(key).Append(" = ").AppendLine(value);
    }
}
