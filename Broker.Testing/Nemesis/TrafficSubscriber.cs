using System.Net.WebSockets;
using Broker.Testing.Clients;
using Broker.Testing.Delivery;
using Broker.Testing.Histories;

namespace Broker.Testing.Nemesis;

/// <summary>One subscriber of one topic over all its connections.</summary>
internal sealed class TrafficSubscriber(
    string name, string topic, SubscriberHabit habit, int firstNode, SupervisedCluster cluster, HistoryRecorder recorder, Random random)
{
    private static readonly TimeSpan Handshake = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan SpeakEvery = TimeSpan.FromMilliseconds(300);

    // The broker settles a publish within 25 s, or closes the connection that it came by; then some for a busy machine.
    private static readonly TimeSpan SettledAfter = TimeSpan.FromSeconds(40);

    private readonly RunClock _clock = cluster.Clock;
    private int _connections;
    private volatile SocketClient? _current;

    /// <summary>Through which it has everything, or knows that it has not; only with positions.</summary>
    private StreamPosition? _reached;

    /// <summary>The open connection, if there is one.</summary>
    public SocketClient? Current => _current is { Closed.IsCompleted: false } open ? open : null;

    public string Name => name;

    public bool Stays => habit != SubscriberHabit.ComesAndGoes;

    /// <summary>Connects again and again until the end.</summary>
    /// <param name="speak">Ends the speaking.</param>
    /// <param name="end">Ends the connection, which has then lasted to the end of the run.</param>
    public async Task RunAsync(CancellationToken speak, CancellationToken end)
    {
        var node = firstNode;
        while (!end.IsCancellationRequested)
        {
            var target = cluster[node];
            var client = target.IsInvited ? await TryConnectAsync(target) : null;
            if (client is not null)
            {
                await using (client)
                {
                    if (await TrySubscribeAsync(client, target) is { } session)
                    {
                        await StayAsync(client, session, speak, end);
                    }
                }
            }
            else
            {
                await Pause.ForAsync(Retry, end);
            }

            node = random.Next(cluster.Nodes.Count);
        }
    }

    private async Task<SocketClient?> TryConnectAsync(SupervisedNode target)
    {
        var (path, subProtocol) = habit == SubscriberHabit.StaysWithPosition
            ? (RelayStream.Path, RelayStream.SubProtocol)
            : ($"websocket/{Uri.EscapeDataString(topic)}", null);
        try
        {
            return await SocketClient.ConnectAsync(target.Process.WebSocketUri(path), subProtocol, $"{name} at {target.Name}", Handshake);
        }
        catch (Exception refused) when (refused is WebSocketException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>The session that begins with this connection, still empty; null when it could not subscribe.</summary>
    private async Task<SubscriberSession?> TrySubscribeAsync(SocketClient client, SupervisedNode target)
    {
        var session = new SubscriberSession(name, topic, target.Name, _clock.Now, _clock.Now, SessionEnd.Left, "", []);
        if (habit != SubscriberHabit.StaysWithPosition)
        {
            return session;
        }

        try
        {
            return await RelayStream.SubscribeAsync(client, topic, _reached, Handshake) is { } subscribed
                ? session with { OpenedAt = _clock.Now, StartsAt = subscribed.Position, IsContinued = subscribed.IsContinued }
                : null;
        }
        catch (Exception failed) when (failed is TimeoutException or WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            return null;
        }
    }

    private async Task StayAsync(SocketClient client, SubscriberSession session, CancellationToken speak, CancellationToken end)
    {
        _connections++;
        _current = client;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(end);
        if (habit == SubscriberHabit.ComesAndGoes)
        {
            over.CancelAfter(TimeSpan.FromSeconds(2 + (random.NextDouble() * 10)));
        }

        var spoken = habit == SubscriberHabit.StaysAndSpeaks ? SpeakAsync(client, speak, over.Token) : Task.FromResult<List<PublishRecord>>([]);
        await Task.WhenAny(client.Closed, Pause.ForAsync(Timeout.InfiniteTimeSpan, over.Token));
        var closed = client.Closed.IsCompleted ? await client.Closed : null;
        var endedAt = _clock.Now;
        await over.CancelAsync();
        _current = null;
        var (seen, resets) = habit == SubscriberHabit.StaysWithPosition ? RelayStream.Read(client, topic, _clock) : (Seen(client), []);
        session = session with
        {
            EndedAt = endedAt,
            End = EndOf(closed, end),
            Closing = closed is null ? "" : $"{closed.Code} {closed.Reason}",
            Seen = seen,
            Resets = resets,
        };
        _reached = session.Reached;
        recorder.Add(session);
        foreach (var publish in await spoken)
        {
            // As long as the connection is open, what was sent long enough ago is accepted: else it would have been closed.
            var settled = publish.SentAt + SettledAfter;
            recorder.Add(settled < endedAt ? publish with { Outcome = PublishOutcome.Accepted, AnsweredAt = settled } : publish with { AnsweredAt = endedAt });
        }
    }

    private async Task<List<PublishRecord>> SpeakAsync(SocketClient client, CancellationToken speak, CancellationToken over)
    {
        var sent = new List<PublishRecord>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(speak, over);
        while (!stop.IsCancellationRequested && !client.Closed.IsCompleted)
        {
            var message = new MessageId($"{name}.{_connections}", sent.Count + 1);
            sent.Add(new PublishRecord(message, topic, _clock.Now, _clock.Now, PublishOutcome.Unknown) { KeepsOrder = true });
            try
            {
                await client.SendAsync(message.ToString());
            }
            catch (Exception closed) when (closed is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
            {
                break;
            }

            await Pause.ForAsync(SpeakEvery, stop.Token);
        }

        return sent;
    }

    private SessionEnd EndOf(Closing? closed, CancellationToken end) => closed switch
    {
        // Nobody waits until everything has come to those that may leave at any time.
        null when Stays && end.IsCancellationRequested => SessionEnd.Stayed,
        null => SessionEnd.Left,
        { Code: null } => SessionEnd.Broken,
        // docs/protocol.md: which codes say come back.
        { Code: 1001 or 1011 or 1012 or 1013 or (>= 3000 and < 3500) } => SessionEnd.Told,
        _ => SessionEnd.SentAway,
    };

    private List<Sighting> Seen(SocketClient client) =>
    [
        .. client.Received.Snapshot().Select(received =>
            new Sighting(MessageId.Parse(received.Text) ?? new MessageId("not of this run: " + received.Text, 0), _clock.At(received.At))),
    ];
}
