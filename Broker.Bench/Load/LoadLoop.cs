using System.Net;
using System.Net.Sockets;
using Broker.Testing.Load;

namespace Broker.Bench.Load;

/// <summary>One thread, one epoll set, all clients; counts what they hear.</summary>
internal sealed class LoadLoop(IWay way)
{
    private const int Opening = 64;
    private const int ConnectionsOfAnAddress = 15_000;

    private readonly Epoll _epoll = new();
    private readonly byte[] _buffer = new byte[1024 * 1024];
    private readonly List<LoadClient> _clients = [];
    private readonly List<LoadPublisher> _publishers = [];

    // Each run comes from addresses of its own, so ports that are still closing from the last one do not matter.
    private readonly int _network = Random.Shared.Next(1 << 8, 1 << 15);
    private long _now;
    private int _opening;

    public IWay Way => way;

    public IReadOnlyList<LoadClient> Clients => _clients;

    public IReadOnlyList<LoadPublisher> Publishers => _publishers;

    /// <summary>From the intended time of sending to the arrival, of the messages that count.</summary>
    public Histogram Latency { get; } = new();

    /// <summary>From the connecting to being subscribed.</summary>
    public Histogram ConnectTime { get; } = new();

    public int ReadyCount { get; private set; }

    public int FailedCount { get; private set; }

    public string? FirstFailure { get; private set; }

    public long Deliveries { get; private set; }

    /// <summary>Deliveries of messages that count, each once.</summary>
    public long Measured { get; private set; }

    public long Duplicated { get; private set; }

    public long Reordered { get; private set; }

    public LoadClient Add(IPEndPoint node, string? publishesTo = null, string? hears = null)
    {
        var client = new LoadClient(this, _clients.Count, node, publishesTo, hears);
        _clients.Add(client);
        return client;
    }

    public void AddPublisher(LoadClient client, int payloadBytes, int subscribers)
    {
        var frame = way.Publication(client.PublishesTo!, payloadBytes, out var stampAt);
        _publishers.Add(new LoadPublisher(_publishers.Count, client, frame, stampAt, subscribers + (way.HearsItself ? 1 : 0)));
    }

    /// <summary>Connects all clients, some at a time, and waits until each hears what it is to hear, or has failed.</summary>
    public void Connect(TimeSpan limit)
    {
        var end = LoadClock.Now + LoadClock.Of(limit);
        for (var next = 0; ReadyCount + FailedCount < _clients.Count && LoadClock.Now < end;)
        {
            for (; _opening < Opening && next < _clients.Count; next++)
            {
                _opening++;
                _clients[next].Connect(Source(next));
            }

            Poll(TimeSpan.FromMilliseconds(100));
        }

        foreach (var client in _clients.Where(static client => !client.IsReady))
        {
            client.Fail("not connected in time");
        }
    }

    /// <summary>Only listens, answers pings and keeps connections alive.</summary>
    public void Hold(TimeSpan time)
    {
        var end = LoadClock.Now + LoadClock.Of(time);
        for (var now = LoadClock.Now; now < end; now = LoadClock.Now)
        {
            KeepAlive(now);
            Poll(TimeSpan.FromTicks(Math.Min(TimeSpan.TicksPerSecond, (end - now) / TimeSpan.NanosecondsPerTick)));
        }
    }

    /// <summary>Takes what is there, or waits so long for something.</summary>
    public void Poll(TimeSpan longest) => _epoll.Wait(LoadClock.Of(longest), Handle);

    public void End() => _clients.ForEach(static client => client.Dispose());

    public void Watch(Socket socket, int number, uint what) => _epoll.Watch(socket, number, what);

    public void Change(Socket socket, int number, uint what) => _epoll.Change(socket, number, what);

    public void Ready(LoadClient client)
    {
        _opening--;
        ReadyCount++;
        ConnectTime.Record(LoadClock.Now - client.At);
    }

    public void Failed(LoadClient client, string why)
    {
        FirstFailure ??= $"client {client.Number}: {why}";
        FailedCount++;
        if (client.IsReady)
        {
            ReadyCount--;
        }
        else
        {
            _opening--;
        }
    }

    public void Delivered(ref SeenNumbers seen, ReadOnlySpan<byte> payload)
    {
        Deliveries++;
        if (!Stamp.TryRead(payload, out var stamp))
        {
            return;
        }

        switch (seen.See(stamp.Number))
        {
            case NumberVerdict.Repeated:
                Duplicated++;
                return;
            case NumberVerdict.Late:
                Reordered++;
                break;
            default:
                break;
        }

        var publisher = _publishers[stamp.Publisher];
        publisher.UnderWay--;
        if (stamp.Number >= publisher.FirstMeasured)
        {
            Measured++;
            Latency.Record(_now - stamp.IntendedNs);
        }
    }

    private IPAddress Source(int number)
    {
        var network = _network + (number / ConnectionsOfAnAddress);
        return new IPAddress([127, (byte)(16 + (network >> 8)), (byte)network, 1]);
    }

    private void KeepAlive(long now)
    {
        if (way.KeepAlive is { } frame)
        {
            foreach (var client in _clients.Where(client => client.IsReady && now - client.At > 100_000_000_000))
            {
                client.Send(frame);
            }
        }
    }

    private void Handle(int number, uint what)
    {
        _now = LoadClock.Now;
        var client = _clients[number];
        if ((what & Epoll.Writable) != 0)
        {
            client.OnWritable();
        }

        if ((what & ~Epoll.Writable) != 0)
        {
            client.OnReadable(_buffer);
        }
    }
}
