using Broker.Testing.Clients;
using Broker.Testing.Delivery;
using Broker.Testing.Processes;
using Broker.Testing.Waiting;

namespace Broker.Testing.Load;

/// <summary>Watches one topic through one node. When its connection ends it has been told, and stays away.</summary>
public sealed class LoadSubscriber : IAsyncDisposable
{
    private readonly IAsyncDisposable _client;

    private LoadSubscriber(NodeProcess node, string name, IAsyncDisposable client, Recording<ReceivedMessage> received, Task<Closing> closed)
    {
        Node = node;
        Name = name;
        _client = client;
        Received = received;
        Closed = closed;
    }

    /// <summary>The node it is connected to.</summary>
    public NodeProcess Node { get; }

    /// <summary>Names it in findings.</summary>
    public string Name { get; }

    /// <summary>What came.</summary>
    public Recording<ReceivedMessage> Received { get; }

    /// <summary>How its connection ended, once it has.</summary>
    public Task<Closing> Closed { get; }

    /// <summary>Subscribes with plain frames.</summary>
    public static async Task<LoadSubscriber> PlainAsync(NodeProcess node, string topic, int number)
    {
        ArgumentNullException.ThrowIfNull(node);
        var client = await node.ConnectAsync($"websocket/{Uri.EscapeDataString(topic)}");
        return new LoadSubscriber(node, $"{node.Settings.Name}/plain-{number}", client, client.Received, client.Closed);
    }

    /// <summary>Subscribes with MQTT.</summary>
    public static async Task<LoadSubscriber> MqttAsync(NodeProcess node, string topic, int number)
    {
        ArgumentNullException.ThrowIfNull(node);
        var client = await node.ConnectMqttAsync($"{node.Settings.Name}-subscriber-{number}");
        await client.SubscribeAsync(topic);
        return new LoadSubscriber(node, $"{node.Settings.Name}/mqtt-{number}", client, client.Received, client.Closed);
    }

    /// <summary>Waits until this message came.</summary>
    public Task<ReceivedMessage> SawAsync(MessageId message, TimeSpan? deadline = null)
    {
        var text = message.ToString();
        return Received.FirstAsync(received => received.Text == text, $"the message {text}", deadline);
    }

    /// <summary>What it saw, for the checker.</summary>
    public SubscriberLog Log()
    {
        var log = new SubscriberLog(Name);
        foreach (var received in Received.Snapshot())
        {
            log.Saw(MessageId.Parse(received.Text) ?? new MessageId("not of this load: " + received.Text, 0));
        }

        if (Closed.IsCompleted)
        {
            log.WasTold();
        }

        return log;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _client.DisposeAsync();
}
