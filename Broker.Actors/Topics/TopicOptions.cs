namespace Broker.Actors.Topics;

/// <summary>What a topic's owner keeps, and for how long (<c>relay.topic</c>).</summary>
public sealed class TopicOptions
{
    /// <summary>The number of shards over which topics are spread; the same on every node, for the life of a cluster. 1 to 10,000, default 100.</summary>
    public int Shards { get; set; } = 100;

    /// <summary>The most publications in the repair window. 1 to 65,536, default 1,024.</summary>
    public int RepairCount { get; set; } = 1024;

    /// <summary>The most payload bytes in the repair window; one larger publication still stays until the next. Default 1 MiB.</summary>
    public int RepairBytes { get; set; } = 1024 * 1024;

    /// <summary>How long a publication can be fetched again. Default 30 s.</summary>
    public TimeSpan RepairAge { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The most payload bytes in the histories of all topics that one node owns; beyond it a topic that is published to loses the older half of
    /// its own. Default 512 MiB.
    /// </summary>
    public long NodeHistoryBytes { get; set; } = 512L * 1024 * 1024;

    /// <summary>The most payload bytes in the answer to one fetch; a single larger publication still goes. Default 64 KiB.</summary>
    public int FetchBytes { get; set; } = 64 * 1024;

    /// <summary>The most publications in the answer to one fetch. 1 to 1,024, default 256.</summary>
    public int FetchCount { get; set; } = 256;

    /// <summary>The most publishers whose recent publishes are remembered. Default 4,096.</summary>
    public int DedupePublishers { get; set; } = 4096;

    /// <summary>
    /// How long after its last publish a publisher is remembered. Longer than <c>relay.publish.give-up-after</c>, or a repeat could be taken
    /// for new. Default 60 s.
    /// </summary>
    public TimeSpan DedupeAge { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The longest wait, on a hand-off, for the subscribed nodes to say that they have everything; what they miss then they fetch from the
    /// next owner. Default 250 ms.
    /// </summary>
    public TimeSpan EndWait { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a topic that nobody subscribes or publishes to stays; at least as long as its windows. Default 60 s.</summary>
    public TimeSpan IdleAfter { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The most messages that wait for a starting owner; publishes beyond are sent again later. Default 1,024.</summary>
    public int StartStash { get; set; } = 1024;

    /// <summary>The most payload bytes of those. Default 1 MiB.</summary>
    public int StartStashBytes { get; set; } = 1024 * 1024;

    /// <summary>For tests only.</summary>
    internal ProtocolRules Rules { get; init; } = ProtocolRules.All;
}
