using System.ComponentModel.DataAnnotations;

namespace Broker.Actors.Connections;

/// <summary>What one connection may do (<c>relay.connection</c>).</summary>
public sealed class ConnectionOptions
{
    /// <summary>How long the topics of a connection's first subscriptions may take to answer before it is refused. Default 10 s.</summary>
    public TimeSpan OpenTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long later subscriptions may take before they are answered with an error. Default 10 s.</summary>
    public TimeSpan SubscribeTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The most topics of one connection; more are answered with an error. Default 128.</summary>
    [Range(1, 65_536)]
    public int Subscriptions { get; set; } = 128;

    /// <summary>The most readings of history that one connection may have under way; more are answered with an error. Default 16.</summary>
    [Range(1, 1024)]
    public int HistoryReads { get; set; } = 16;

    /// <summary>After how long a topic that did not answer a reading is asked again. Default 2 s.</summary>
    public TimeSpan HistoryRetry { get; set; } = TimeSpan.FromSeconds(2);
}
