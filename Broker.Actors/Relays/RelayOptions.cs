using Broker.Actors.Topics;

namespace Broker.Actors.Relays;

/// <summary>How a node keeps its subscriptions to topics (<c>relay.relay</c>).</summary>
public sealed class RelayOptions
{
    /// <summary>How long a relay stays after its last subscriber left, for one that comes back. Default 5 s.</summary>
    public TimeSpan Linger { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the first answer to a subscribe is waited for; doubled for each repeat. Default 500 ms.</summary>
    public TimeSpan SubscribeRetry { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait between two subscribes. Default 3 s.</summary>
    public TimeSpan SubscribeRetryMax { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long the answer to a fetch is waited for. Default 2 s.</summary>
    public TimeSpan FetchTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How many fetches in a row may stay without an answer before the owner is looked for anew. Default 3.</summary>
    public int FetchAttempts { get; set; } = 3;

    /// <summary>The most publications that are kept while those before them are fetched; more are fetched again. Default 1,024.</summary>
    public int EarlyCount { get; set; } = 1024;

    /// <summary>The most payload bytes of those. Default 1 MiB.</summary>
    public int EarlyBytes { get; set; } = 1024 * 1024;

    /// <summary>For tests only.</summary>
    internal ProtocolRules Rules { get; init; } = ProtocolRules.All;
}
