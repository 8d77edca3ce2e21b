using Broker.Testing.Clients;
using Broker.Testing.Delivery;
using Broker.Testing.Processes;

namespace Broker.Testing.Load;

/// <summary>Sends numbered messages to one topic through one node, one after the other, and remembers what it was told.</summary>
public abstract class LoadPublisher : IAsyncDisposable
{
    private readonly Dictionary<MessageId, PublishOutcome> _outcomes = [];
    private int _number;

    private protected LoadPublisher(string name) => Name = name;

    /// <summary>Names it in messages and findings.</summary>
    public string Name { get; }

    /// <summary>What was sent, and what was told about it.</summary>
    public IReadOnlyDictionary<MessageId, PublishOutcome> Outcomes => _outcomes;

    /// <summary>Publishes with POST requests, each answered when the topic has accepted it.</summary>
    /// <param name="node">The node to ask.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="name">Where one node has several: tells them apart.</param>
    public static LoadPublisher Posting(NodeProcess node, string topic, string name = "post") => new PostPublisher(node, topic, name);

    /// <summary>Publishes plain text frames; nothing answers.</summary>
    public static async Task<LoadPublisher> PlainAsync(NodeProcess node, string topic) =>
        new PlainPublisher(node, await node.ConnectAsync($"websocket/{Uri.EscapeDataString(topic)}"));

    /// <summary>Publishes MQTT packets of QoS 0; nothing answers.</summary>
    public static async Task<LoadPublisher> MqttAsync(NodeProcess node, string topic) =>
        new MqttPublisher(node, await node.ConnectMqttAsync($"{node.Settings.Name}-mqtt-publisher"), topic);

    /// <summary>Sends the next message and returns its id.</summary>
    public async Task<MessageId> SendAsync()
    {
        var message = new MessageId(Name, ++_number);
        _outcomes[message] = PublishOutcome.Unknown;
        _outcomes[message] = await SendAsync(message.ToString());
        return message;
    }

    /// <summary>Sends that many messages.</summary>
    public async Task SendAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await SendAsync();
        }
    }

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    private protected abstract Task<PublishOutcome> SendAsync(string text);

    private sealed class PostPublisher(NodeProcess node, string topic, string name) : LoadPublisher($"{node.Settings.Name}/{name}")
    {
        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private protected override async Task<PublishOutcome> SendAsync(string text)
        {
            try
            {
                await node.PostAsync(topic, text);
                return PublishOutcome.Accepted;
            }
            catch (Exception failed) when (failed is HttpRequestException or TaskCanceledException)
            {
                return PublishOutcome.Unknown;
            }
        }
    }

    private sealed class PlainPublisher(NodeProcess node, SocketClient socket) : LoadPublisher($"{node.Settings.Name}/plain")
    {
        public override ValueTask DisposeAsync() => socket.DisposeAsync();

        private protected override async Task<PublishOutcome> SendAsync(string text)
        {
            await socket.SendAsync(text);
            return PublishOutcome.Unknown;
        }
    }

    private sealed class MqttPublisher(NodeProcess node, MqttClient client, string topic) : LoadPublisher($"{node.Settings.Name}/mqtt")
    {
        public override ValueTask DisposeAsync() => client.DisposeAsync();

        private protected override async Task<PublishOutcome> SendAsync(string text)
        {
            await client.PublishAsync(topic, text);
            return PublishOutcome.Unknown;
        }
    }
}
