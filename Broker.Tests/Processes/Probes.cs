using Broker.Testing.Delivery;
using Broker.Testing.Load;
using Broker.Testing.Processes;
using Broker.Testing.Waiting;

namespace Broker.Tests.Processes;

/// <summary>Publishes one message after the other without waiting for answers, to see when a topic serves again.</summary>
internal sealed class Probes(NodeProcess node, string topic) : IAsyncDisposable
{
    private readonly List<LoadPublisher> _publishers = [];
    private readonly List<Task<MessageId>> _sent = [];

    /// <summary>Every probe has a publisher of its own: a probe must not wait for the one before it.</summary>
    public IReadOnlyList<LoadPublisher> Publishers => _publishers;

    /// <summary>Sends probes until one has come to all subscribers, and returns when that was.</summary>
    public async Task<long> FirstDeliveredAsync(IReadOnlyList<LoadSubscriber> subscribers)
    {
        var arrivals = new long?[subscribers.Count];
        for (var i = 0; i < subscribers.Count; i++)
        {
            var (index, subscriber) = (i, subscribers[i]);
            _ = subscriber.Received
                .FirstAsync(message => message.Text.Contains("/probe", StringComparison.Ordinal), "a probe", Deadline.Recovery)
                .ContinueWith(arrived => arrivals[index] = arrived.Result.At, TaskContinuationOptions.OnlyOnRanToCompletion);
        }

        await Until.TrueAsync(
            () =>
            {
                Send();
                return Task.FromResult(Array.TrueForAll(arrivals, arrival => arrival is not null));
            },
            "a message delivered after the kill",
            Deadline.Recovery);
        return arrivals.Max()!.Value;
    }

    /// <summary>Waits until every probe was answered, and what was accepted has had its chance to arrive.</summary>
    public Task SettledAsync() => Task.WhenAll(_sent);

    public async ValueTask DisposeAsync()
    {
        foreach (var publisher in _publishers)
        {
            await publisher.DisposeAsync();
        }
    }

    private void Send()
    {
        var publisher = LoadPublisher.Posting(node, topic, $"probe-{_publishers.Count + 1}");
        _publishers.Add(publisher);
        _sent.Add(publisher.SendAsync());
    }
}
