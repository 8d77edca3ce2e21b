using Broker.Protocol.Errors;
using Broker.Protocol.Outbound;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Protocol.Clients;

/// <summary>What a client protocol wants done; calls only note the effect, they never call back into the protocol.</summary>
public interface IClientCommands
{
    /// <summary>Subscribe to a topic; the outcome carries the tag. Subscribing again to the same topic is answered again.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="tag">Names the outcome.</param>
    /// <param name="after">Everything after this position is wanted, not only what is published from now on.</param>
    /// <param name="reply">Writes the answer in its place in the stream; the outcome then says that the client knows.</param>
    void Subscribe(TopicName topic, long tag, StreamPosition? after = null, IJoinReply? reply = null);

    /// <summary>Subscribe to all topics that match a filter; the outcome carries the tag.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="tag">Names the outcome.</param>
    /// <param name="reply">Writes the answer in its place in the stream; the outcome then says that the client knows.</param>
    void Subscribe(TopicFilter filter, long tag, IJoinReply? reply = null);

    /// <summary>End a subscription, if there is one.</summary>
    void Unsubscribe(TopicName topic);

    /// <summary>End the subscription to a filter, if there is one.</summary>
    void Unsubscribe(TopicFilter filter);

    /// <summary>Read what a topic keeps of its past; the outcome carries the tag.</summary>
    void ReadHistory(in HistoryRequest request, long tag);

    /// <summary>Publish to a topic; the outcome carries the tag.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="payload">What is published.</param>
    /// <param name="tag">Names the outcome.</param>
    /// <param name="isAwaited">Whether the client is told that it is accepted; if not, that outcome may come a little later. A failure always comes at once.</param>
    void Publish(TopicName topic, Payload payload, long tag, bool isAwaited);

    /// <summary>The client shows a token, or none where its protocol has a place for one.</summary>
    /// <returns>
    /// True when there is nothing to check and the client is let in as it is. Else the outcome follows and carries the tag; nothing that
    /// the client says is fed to the protocol before that.
    /// </returns>
    bool Authenticate(string? token, long tag);

    /// <summary>Send complete frames to the client.</summary>
    void Reply(ReadOnlyMemory<byte> frames);

    /// <summary>End the connection when the client was silent for so long; null for never. The default is never.</summary>
    /// <remarks>Beside this the socket has its own pings, which a client's silence does not trip as long as it answers them.</remarks>
    void LimitSilence(TimeSpan? silence);

    /// <summary>Send what is queued, then end the connection.</summary>
    void Close(CloseCode code, string reason);
}
