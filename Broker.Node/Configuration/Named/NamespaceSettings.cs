using System.ComponentModel.DataAnnotations;
using Broker.Protocol.Namespaces;

namespace Broker.Node.Configuration.Named;

/// <summary>One namespace: <c>relay.namespaces.NAME</c>. What it does not say, the one it inherits from does.</summary>
public sealed class NamespaceSettings
{
    /// <summary>The namespace whose settings it has where it says nothing; empty for the default one.</summary>
    public string Inherits { get; set; } = "";

    /// <summary>The topics that belong to it.</summary>
    public string[] Patterns { get; set; } = [];

    /// <summary>The most publications in a topic's history.</summary>
    [Range(0, 65_536)]
    public int HistorySize { get; set; } = 100;

    /// <summary>The most payload bytes in a topic's history.</summary>
    [Range(0, 256 * 1024 * 1024)]
    public int HistoryBytes { get; set; } = 1024 * 1024;

    /// <summary>How long a publication stays in the history.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan HistoryTtl { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long an unused topic remembers its epoch and offset.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan HistoryMetaTtl { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The most publications in the repair window; 0 as <c>relay.topic</c> says.</summary>
    [Range(0, 65_536)]
    public int RepairCount { get; set; }

    /// <summary>The most payload bytes in the repair window; 0 as <c>relay.topic</c> says.</summary>
    [Range(0, 256 * 1024 * 1024)]
    public int RepairBytes { get; set; }

    /// <summary>How long a publication can be fetched for repair; 0 as <c>relay.topic</c> says.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan RepairAge { get; set; }

    /// <summary>The largest payload.</summary>
    [Range(1, 16 * 1024 * 1024)]
    public int MaxMessageBytes { get; set; } = 128 * 1024;

    /// <summary>What happens to a subscriber that reads too slowly.</summary>
    public SlowSubscriberPolicy SlowSubscribers { get; set; }

    /// <summary>Who may subscribe.</summary>
    public string[] Subscribe { get; set; } = [Audience.DefaultWord];

    /// <summary>Who may publish.</summary>
    public string[] Publish { get; set; } = [Audience.DefaultWord];

    /// <summary>Who may read the history.</summary>
    public string[] History { get; set; } = [Audience.DefaultWord];

    /// <summary>Who may see who is there.</summary>
    public string[] Presence { get; set; } = [Audience.DefaultWord];
}
