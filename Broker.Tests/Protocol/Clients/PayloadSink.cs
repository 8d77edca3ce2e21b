using Broker.Protocol.Clients;
using Broker.Protocol.Errors;
using Broker.Protocol.Outbound;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Tests.Protocol.Clients;

/// <summary>Keeps the memory of what was published.</summary>
internal sealed class PayloadSink(List<ReadOnlyMemory<byte>> payloads) : IClientCommands
{
    public void Subscribe(TopicName topic, long tag, StreamPosition? after, IJoinReply? reply) => Assert.Fail("no subscribe was expected");

    public void Subscribe(TopicFilter filter, long tag, IJoinReply? reply) => Assert.Fail("no subscribe was expected");

    public void Unsubscribe(TopicName topic) => Assert.Fail("no unsubscribe was expected");

    public void Unsubscribe(TopicFilter filter) => Assert.Fail("no unsubscribe was expected");

    public void ReadHistory(in HistoryRequest request, long tag) => Assert.Fail("no reading was expected");

    public void Publish(TopicName topic, Payload payload, long tag, bool isAwaited) => payloads.Add(payload.Bytes);

    public bool Authenticate(string? token, long tag) => true;

    public void Reply(ReadOnlyMemory<byte> frames) => Assert.Fail("no reply was expected");

    public void LimitSilence(TimeSpan? silence) => Assert.Fail("no limit was expected");

    public void Close(CloseCode code, string reason) => Assert.Fail("no close was expected");
}
