using Broker.Testing.Delivery;
using Broker.Testing.Processes;
using Broker.Testing.Waiting;

namespace Broker.Testing.Load;

/// <summary>Publishers and subscribers of one topic on every node of a cluster.</summary>
public sealed class TopicLoad : IAsyncDisposable
{
    private readonly List<LoadPublisher> _publishers = [];
    private readonly List<LoadSubscriber> _subscribers = [];

    private TopicLoad(string topic) => Topic = topic;

    /// <summary>The topic.</summary>
    public string Topic { get; }

    /// <summary>All publishers.</summary>
    public IReadOnlyList<LoadPublisher> Publishers => _publishers;

    /// <summary>All subscribers.</summary>
    public IReadOnlyList<LoadSubscriber> Subscribers => _subscribers;

    /// <summary>Connects to each node two plain subscribers and one of MQTT, and a publisher of each kind. All are subscribed when it returns.</summary>
    public static async Task<TopicLoad> ConnectAsync(ProcessCluster cluster, string topic)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        var load = new TopicLoad(topic);
        try
        {
            foreach (var node in cluster.Nodes)
            {
                load._subscribers.Add(await LoadSubscriber.PlainAsync(node, topic, 1));
                load._subscribers.Add(await LoadSubscriber.PlainAsync(node, topic, 2));
                load._subscribers.Add(await LoadSubscriber.MqttAsync(node, topic, 3));
                load._publishers.Add(LoadPublisher.Posting(node, topic));
                load._publishers.Add(await LoadPublisher.PlainAsync(node, topic));
                load._publishers.Add(await LoadPublisher.MqttAsync(node, topic));
            }

            return load;
        }
        catch
        {
            await load.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until every subscriber that stays has as many messages as were sent. Returns whether they all came in time.</summary>
    public async Task<bool> ArrivedAsync(TimeSpan? deadline = null)
    {
        var sent = _publishers.Sum(publisher => publisher.Outcomes.Count);
        try
        {
            await Task.WhenAll(_subscribers
                .Where(subscriber => !subscriber.Closed.IsCompleted)
                .Select(subscriber => subscriber.Received.CountAsync(sent, $"{sent} messages", deadline ?? Deadline.Recovery)));
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Compares what was seen with what was sent.</summary>
    public DeliveryReport Check()
    {
        var checker = new DeliveryChecker();
        foreach (var (message, outcome) in _publishers.SelectMany(publisher => publisher.Outcomes))
        {
            checker.Sent(message, outcome);
        }

        foreach (var subscriber in _subscribers)
        {
            checker.Saw(subscriber.Log());
        }

        return checker.Check();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var client in _publishers.Cast<IAsyncDisposable>().Concat(_subscribers))
        {
            await client.DisposeAsync();
        }
    }
}
