namespace Broker.Runtime.Remote.Links;

/// <summary>The limits and times of links, from <see cref="RemoteSettings"/>.</summary>
/// <param name="MaximumFrameSize">The largest frame, sent or received, in bytes.</param>
/// <param name="QueueBytes">The most bytes that may wait for one lane to one node.</param>
/// <param name="QueueMessages">The most messages that may wait for one lane to one node.</param>
/// <param name="ConnectTimeout">From dialling to an open connection.</param>
/// <param name="HandshakeTimeout">From an open connection to the peer's welcome.</param>
/// <param name="FrameTimeout">How long a frame that has begun may take to end.</param>
/// <param name="RetryFirst">The pause after a first failure.</param>
/// <param name="RetryLongest">The longest pause between attempts.</param>
/// <param name="SystemMessages">The most system messages that may wait for their acknowledgement.</param>
/// <param name="ResendAfter">How long a system message waits before it is sent again.</param>
/// <param name="GiveUpAfter">How long a system message may wait before the node is given up.</param>
internal sealed record LinkSettings(
    int MaximumFrameSize,
    long QueueBytes,
    int QueueMessages,
    TimeSpan ConnectTimeout,
    TimeSpan HandshakeTimeout,
    TimeSpan FrameTimeout,
    TimeSpan RetryFirst,
    TimeSpan RetryLongest,
    int SystemMessages,
    TimeSpan ResendAfter,
    TimeSpan GiveUpAfter);
