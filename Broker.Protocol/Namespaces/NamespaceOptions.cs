using Broker.Protocol.Topics;

namespace Broker.Protocol.Namespaces;

/// <summary>What holds for the topics of one namespace (<c>relay.namespaces.NAME</c>). Immutable; the defaults are those of the settings.</summary>
public sealed record NamespaceOptions
{
    /// <summary>The name of the namespace that has every topic no other one has.</summary>
    public const string DefaultName = "default";

    /// <summary>The default namespace of a node without authentication: everyone may everything.</summary>
    public static readonly NamespaceOptions Open = new();

    /// <summary>The name in settings, logs and metrics.</summary>
    public string Name { get; init; } = DefaultName;

    /// <summary>Which topics belong to it; the default namespace has no patterns.</summary>
    public IReadOnlyList<TopicPattern> Patterns { get; init; } = [];

    /// <summary>The most publications that a topic keeps for those who ask for its history; 0 keeps none. Default 100.</summary>
    public int HistorySize { get; init; } = 100;

    /// <summary>The most payload bytes in that history; one larger publication still stays until the next. Default 1 MiB.</summary>
    public int HistoryBytes { get; init; } = 1024 * 1024;

    /// <summary>How long a publication stays in the history. Default 5 min.</summary>
    public TimeSpan HistoryTtl { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long after its last publication a topic remembers its epoch and offset, so that one who comes back learns that it missed nothing.
    /// Never shorter than <see cref="HistoryTtl"/>. Default 10 min.
    /// </summary>
    public TimeSpan HistoryMetaTtl { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The most publications in the repair window. Default 1,024.</summary>
    public int RepairCount { get; init; } = 1024;

    /// <summary>The most payload bytes in the repair window. Default 1 MiB.</summary>
    public int RepairBytes { get; init; } = 1024 * 1024;

    /// <summary>How long a publication can be fetched for repair. Default 30 s.</summary>
    public TimeSpan RepairAge { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The largest payload. The limit of the way in holds too. Default 128 KiB.</summary>
    public int MaxMessageBytes { get; init; } = 128 * 1024;

    /// <summary>What happens to a subscriber that reads too slowly. Default <see cref="SlowSubscriberPolicy.Disconnect"/>.</summary>
    public SlowSubscriberPolicy SlowSubscribers { get; init; }

    /// <summary>Who may subscribe.</summary>
    public Audience Subscribe { get; init; } = Audience.Anyone;

    /// <summary>Who may publish.</summary>
    public Audience Publish { get; init; } = Audience.Anyone;

    /// <summary>Who may read the history.</summary>
    public Audience History { get; init; } = Audience.Anyone;

    /// <summary>Who may see who is there.</summary>
    public Audience Presence { get; init; } = Audience.Anyone;
}
