using Broker.Testing.Delivery;
using Broker.Testing.Histories;
using Broker.Testing.Waiting;

namespace Broker.Testing.Nemesis;

/// <summary>Publishers and subscribers on all nodes of a cluster, of which everything is recorded.</summary>
public sealed class Traffic : IAsyncDisposable
{
    private readonly SupervisedCluster _cluster;
    private readonly HistoryRecorder _recorder = new();
    private readonly string[] _topics;
    private readonly List<KnownPublisher> _publishers = [];
    private readonly List<TrafficSubscriber> _subscribers = [];
    private readonly List<Task> _publishing = [];
    private readonly List<Task> _subscribing = [];
    private readonly CancellationTokenSource _quiet = new();
    private readonly CancellationTokenSource _end = new();

    private Traffic(SupervisedCluster cluster, TrafficOptions options, int seed)
    {
        _cluster = cluster;
        _topics = [.. Enumerable.Range(1, options.Topics).Select(number => $"{options.Prefix}-{number}")];
        var nodes = cluster.Nodes.Count;
        foreach (var topic in _topics)
        {
            foreach (var node in cluster.Nodes)
            {
                _publishers.Add(new KnownPublisher(node, topic, $"{topic}/{node.Name}", _recorder, cluster.Clock));
            }

            Subscribe(SubscriberHabit.Stays, "stays", nodes);
            Subscribe(SubscriberHabit.StaysAndSpeaks, "speaks", options.SpeakingSubscribers);
            Subscribe(SubscriberHabit.StaysWithPosition, "continues", options.PositionedSubscribers);
            Subscribe(SubscriberHabit.ComesAndGoes, "passes", options.PassingSubscribers);

            void Subscribe(SubscriberHabit habit, string what, int count)
            {
                for (var i = 0; i < count; i++)
                {
                    _subscribers.Add(new TrafficSubscriber(
                        $"{topic}/{what}-{i + 1}", topic, habit, i % nodes, cluster, _recorder, new Random(unchecked((seed * 397) + _subscribers.Count))));
                }
            }
        }
    }

    /// <summary>Connects everyone and begins to publish when all are subscribed.</summary>
    public static async Task<Traffic> StartAsync(SupervisedCluster cluster, TrafficOptions options, int seed)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(options);
        var traffic = new Traffic(cluster, options, seed);
        try
        {
            foreach (var subscriber in traffic._subscribers)
            {
                traffic._subscribing.Add(subscriber.RunAsync(traffic._quiet.Token, traffic._end.Token));
            }

            await traffic.ConnectedAsync();
            foreach (var publisher in traffic._publishers)
            {
                traffic._publishing.Add(publisher.RunAsync(options.PublishPause, traffic._quiet.Token));
            }

            return traffic;
        }
        catch
        {
            await traffic.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends publishing, waits until every subscriber has come back and has everything, and ends the connections.</summary>
    /// <remarks>What has not come by then is lost: nothing disturbs the cluster any more, and it had a minute.</remarks>
    public async Task FinishAsync()
    {
        await _quiet.CancelAsync();
        await Task.WhenAll(_publishing);
        await ConnectedAsync();
        await Task.WhenAll(_topics.Select(MarkAsync));
        await _end.CancelAsync();
        await Task.WhenAll(_subscribing);
    }

    /// <summary>What was published and seen so far, with what happened to the nodes.</summary>
    public History History()
    {
        var (own, nodes) = (_recorder.Snapshot(), _cluster.Recorder.Snapshot());
        return new History(own.Publishes, own.Sessions, [.. nodes.Lives, .. _cluster.Nodes.Select(node => node.CurrentLife).OfType<NodeLife>()], nodes.Faults);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _quiet.CancelAsync();
        await _end.CancelAsync();
        await Task.WhenAll(_subscribing);
        foreach (var publisher in _publishers)
        {
            publisher.Dispose();
        }

        _quiet.Dispose();
        _end.Dispose();
    }

    private Task<TimeSpan> ConnectedAsync() => Until.TrueAsync(
        () => Task.FromResult(_subscribers.TrueForAll(subscriber => subscriber.Current is not null || !subscriber.Stays)),
        "every subscriber connected",
        Deadline.Recovery);

    /// <summary>Publishes a last message until one was accepted and has come to every connection of the topic, or a minute has passed.</summary>
    private async Task MarkAsync(string topic)
    {
        using var publisher = new KnownPublisher(_cluster[0], topic, $"{topic}/mark", _recorder, _cluster.Clock);
        var deadline = _cluster.Clock.Now + Deadline.Recovery;
        while (_cluster.Clock.Now < deadline)
        {
            var mark = await publisher.PublishAsync();
            if (mark.Outcome == PublishOutcome.Accepted && await ArrivedAsync(topic, mark))
            {
                return;
            }
        }
    }

    private async Task<bool> ArrivedAsync(string topic, PublishRecord mark)
    {
        var text = mark.Message.ToString();
        var connections = _subscribers.Where(subscriber => subscriber.Stays && subscriber.Name.StartsWith(topic + "/", StringComparison.Ordinal)).Select(subscriber => subscriber.Current).ToList();
        try
        {
            await Task.WhenAll(connections.Select(connection => connection is null
                ? throw new TimeoutException("not connected")
                : connection.Received.FirstAsync(received => received.Text.Contains(text, StringComparison.Ordinal), text)));
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
