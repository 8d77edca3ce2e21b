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

    /// <summary>The most publications that one who comes back gets; who missed more is not recovered. Default 1,024.</summary>
    public int RecoverCount { get; set; } = 1024;

    /// <summary>The most payload bytes of those, for all who come back to one topic at a time. Default 1 MiB.</summary>
    public int RecoverBytes { get; set; } = 1024 * 1024;

    /// <summary>
    /// How long a head that another node reports may be ahead before what is missing is fetched: the report may have overtaken deliveries.
    /// Default 250 ms.
    /// </summary>
    public TimeSpan ReportPatience { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a relay that is heard through filters only stays without a publication; the next one invites it again. Default 30 s.</summary>
    public TimeSpan AudienceIdle { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The most relays that are heard through filters only; beyond, those who hear the filter are told of a gap. Default 100,000.</summary>
    public int AudienceRelays { get; set; } = 100_000;

    /// <summary>How long it is remembered how far a relay had come that rests, against invites that come late. Default 2 min.</summary>
    public TimeSpan RestedFor { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>For tests only.</summary>
    internal ProtocolRules Rules { get; init; } = ProtocolRules.All;
}
