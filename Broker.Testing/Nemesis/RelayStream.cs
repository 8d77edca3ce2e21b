using System.Text.Json;
using Broker.Testing.Clients;
using Broker.Testing.Delivery;
using Broker.Testing.Histories;

namespace Broker.Testing.Nemesis;

/// <summary>One subscription over <c>relay.v1</c> (docs/protocol.md): asks for it, and reads what came.</summary>
internal static class RelayStream
{
    public const string SubProtocol = "relay.v1";

    /// <summary>No subscriptions but the one that is asked for.</summary>
    public const string Path = "websocket?own=off";

    /// <summary>Subscribes, from a position if one is given. Null when the broker can't now.</summary>
    public static async Task<(StreamPosition Position, bool IsContinued)?> SubscribeAsync(SocketClient client, string topic, StreamPosition? from, TimeSpan deadline)
    {
        var recover = from is { } position
            ? FormattableString.Invariant($",\"recover\":{{\"{topic}\":{{\"epoch\":\"{position.Epoch}\",\"offset\":{position.Offset}}}}}")
            : "";
        await client.SendAsync($$"""{"subscribe":["{{topic}}"]{{recover}},"id":1}""");
        var message = await client.Received.FirstAsync(received => received.Text.StartsWith("{\"id\":1,", StringComparison.Ordinal), $"an answer to the subscribe to {topic}", deadline);
        var answer = JsonDocument.Parse(message.Text).RootElement;
        return answer.TryGetProperty("subscribed", out _)
            ? (PositionOf(answer), answer.TryGetProperty("recovered", out var recovered) && recovered.GetBoolean())
            : null;
    }

    /// <summary>What came of the topic, and where it said that something is missing.</summary>
    public static (List<Sighting> Seen, List<StreamReset> Resets) Read(SocketClient client, string topic, RunClock clock)
    {
        var seen = new List<Sighting>();
        var resets = new List<StreamReset>();
        foreach (var received in client.Received.Snapshot())
        {
            var message = JsonDocument.Parse(received.Text).RootElement;
            if (message.TryGetProperty("reset", out _))
            {
                resets.Add(new StreamReset(seen.Count, clock.At(received.At), PositionOf(message)));
            }
            else if (message.TryGetProperty("topic", out var name) && name.GetString() == topic && message.TryGetProperty("offset", out _))
            {
                var text = message.TryGetProperty("text", out var plain) ? plain.GetString()! : received.Text;
                seen.Add(new Sighting(MessageId.Parse(text) ?? new MessageId("not of this run: " + text, 0), clock.At(received.At), PositionOf(message)));
            }
        }

        return (seen, resets);
    }

    private static StreamPosition PositionOf(JsonElement message) =>
        new(message.GetProperty("epoch").GetString()!, message.GetProperty("offset").GetInt64());
}
