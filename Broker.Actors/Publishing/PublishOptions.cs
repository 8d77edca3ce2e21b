using System.ComponentModel.DataAnnotations;

namespace Broker.Actors.Publishing;

/// <summary>How publishes are kept until their topic accepts them (<c>relay.publish</c>).</summary>
public sealed class PublishOptions
{
    /// <summary>The most publishes of one connection that are not settled; then its socket is not read. 1 to 1,024, default 64.</summary>
    public int Pending { get; set; } = 64;

    /// <summary>The most payload bytes of those; one larger publish still passes when it is alone. Default 256 KiB.</summary>
    public int PendingBytes { get; set; } = 256 * 1024;

    /// <summary>The most publishes by HTTP on one node that are not settled; more are refused. Default 4,096.</summary>
    public int GatewayPending { get; set; } = 4096;

    /// <summary>The most payload bytes of those. Default 16 MiB.</summary>
    public int GatewayPendingBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>
    /// How long the answer of a publish whose client does not wait for it may wait for others to the same node; zero for not at all. Timers
    /// are only as exact as the engine's scheduler. Up to 100 ms, default 5 ms.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:00.100")]
    public TimeSpan AnswerWait { get; set; } = TimeSpan.FromMilliseconds(5);

    /// <summary>The most answers that wait for one node, some 40 bytes each; then they are sent. 1 to 4,096, default 256.</summary>
    [Range(1, 4096)]
    public int AnswerBatch { get; set; } = 256;

    /// <summary>How long an answer is waited for before the publish is sent again. Default 2 s.</summary>
    public TimeSpan ResendAfter { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The shortest wait before a publish is sent again that its topic could not take just then; up to twice as long, so that not all
    /// come back at once. Default 250 ms.
    /// </summary>
    public TimeSpan BusyAfter { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// How long after the first sending the outcome is called unknown. Longer than it takes to serve the topics of a dead node again.
    /// Default 25 s.
    /// </summary>
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromSeconds(25);
}
