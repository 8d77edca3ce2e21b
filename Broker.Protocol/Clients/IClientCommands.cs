using Broker.Protocol.Errors;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Protocol.Clients;

/// <summary>What a client protocol wants done; calls only note the effect, they never call back into the protocol.</summary>
public interface IClientCommands
{
    /// <summary>Subscribe to a topic; the outcome carries the tag. Subscribing again to the same topic is answered again.</summary>
    void Subscribe(TopicName topic, long tag);

    /// <summary>End a subscription, if there is one.</summary>
    void Unsubscribe(TopicName topic);

    /// <summary>Publish to a topic; the outcome carries the tag.</summary>
    void Publish(TopicName topic, Payload payload, long tag);

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
