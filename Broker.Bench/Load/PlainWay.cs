using System.Net;

namespace Broker.Bench.Load;

/// <summary>Bare WebSocket clients: a publisher sends to the topic of its key, a subscriber names its topic in the query.</summary>
internal sealed class PlainWay : IWay
{
    private const int Text = 1;

    public string Name => "plain";

    public string? Subprotocol => null;

    public bool HearsItself => true;

    public byte[]? KeepAlive => null;

    public string Target(string? publishesTo, string? hears) =>
        publishesTo is not null ? $"/websocket/{WebUtility.UrlEncode(publishesTo)}"
        : hears is not null ? $"/websocket?topics={WebUtility.UrlEncode(hears)}"
        : "/websocket";

    // Open means subscribed.
    public void Opened(LoadClient client) => client.BecomeReady();

    public void Received(LoadClient client, ReadOnlySpan<byte> payload) => client.Deliver(payload);

    public byte[] Publication(string topic, int payloadBytes, out int payloadAt)
    {
        var frame = OutgoingFrame.Of(Text, new byte[payloadBytes]);
        payloadAt = frame.Length - payloadBytes;
        frame.AsSpan(payloadAt).Fill((byte)'x');
        return frame;
    }
}
