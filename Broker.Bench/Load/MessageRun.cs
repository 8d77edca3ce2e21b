using System.Runtime.InteropServices;

namespace Broker.Bench.Load;

/// <summary>Publishers and subscribers: sends in an open or a closed loop, and measures a part of it.</summary>
/// <remarks>
/// Open: messages have an intended time on a clock, from which their latency counts, however late they go out. Closed: a publisher has
/// so many messages on their way, and sends the next when all copies of one have come.
/// </remarks>
internal sealed class MessageRun(LoadOptions options)
{
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(1);

    private readonly LoadLoop _loop = new(options.Way);
    private long _sent;
    private long _lastDelivery;
    private long _deliveriesThen;

    private bool IsOpen => options.Rate is not null;

    /// <summary>Connects first, and then runs.</summary>
    public LoadResult Run(Action<LoadLoop> addClients)
    {
        Epoll.UseFineTimers();
        addClients(_loop);
        AddOthers();
        _loop.Connect(TimeSpan.FromSeconds(120));
        _loop.Hold(options.Settle);
        var begin = LoadClock.Now;
        SendFor(begin, options.WarmUp);

        foreach (var publisher in _loop.Publishers)
        {
            publisher.FirstMeasured = publisher.Published + 1;
        }

        var deliveries = _loop.Deliveries;
        var window = new CpuWindow(options.Processes);
        SendFor(begin, options.WarmUp + options.Duration);
        window.End();
        deliveries = _loop.Deliveries - deliveries;
        var expected = _loop.Publishers.Sum(static publisher => (publisher.Published - publisher.FirstMeasured + 1) * publisher.Fan);
        var end = LoadClock.Now + LoadClock.Of(options.Drain);
        while (_loop.Measured < expected && LoadClock.Now < end)
        {
            _loop.Poll(TimeSpan.FromMilliseconds(20));
        }

        var result = Result(window, deliveries, expected - _loop.Measured);
        _loop.End();
        return result;
    }

    private void AddOthers()
    {
        for (var i = 0; i < options.Others + options.OtherFilters; i++)
        {
            var hears = i < options.Others ? FormattableString.Invariant($"other/{i}") : FormattableString.Invariant($"other/{i}/+");
            _loop.Add(options.Nodes[i % options.Nodes.Count], hears: hears);
        }
    }

    private LoadResult Result(CpuWindow window, long deliveries, long lost) => new()
    {
        Scenario = options.Scenario,
        Label = options.Label,
        Way = options.Way.Name,
        Nodes = options.Nodes.Count,
        Connections = _loop.ReadyCount,
        DeliveriesPerSecond = deliveries / window.Length.TotalSeconds,
        ServerCpuMicrosecondsPerDelivery = deliveries == 0 ? null : window.Servers.TotalMicroseconds / deliveries,
        NodeCpuMicrosecondsPerDelivery = options.HasParts && deliveries > 0 ? [.. window.Each.Select(each => each.TotalMicroseconds / deliveries)] : null,
        ServerCores = window.Servers / window.Length,
        GeneratorCores = window.Generator / window.Length,
        OtherCores = window.Others / window.Length,
        P50Ms = _loop.Latency.Milliseconds(0.5),
        P99Ms = _loop.Latency.Milliseconds(0.99),
        P999Ms = _loop.Latency.Milliseconds(0.999),
        Lost = lost,
        Duplicated = _loop.Duplicated,
        Reordered = _loop.Reordered,
        Failed = _loop.FailedCount,
        FirstFailure = _loop.FirstFailure,
    };

    // Until so long after the beginning.
    private void SendFor(long begin, TimeSpan time)
    {
        var end = begin + LoadClock.Of(time);
        for (var now = LoadClock.Now; now < end; now = LoadClock.Now)
        {
            var next = IsOpen ? SendDue(begin, now) : SendWhereRoom(now);
            _loop.Poll(TimeSpan.FromTicks(Math.Max(0, Math.Min(end, next) - LoadClock.Now) / TimeSpan.NanosecondsPerTick));
        }
    }

    // Gives when the next one is due.
    private long SendDue(long begin, long now)
    {
        var interval = 1e9 / (options.Rate!.Value * _loop.Publishers.Count);
        while (true)
        {
            var due = begin + (long)(_sent * interval);
            if (due > now)
            {
                return due;
            }

            var publisher = _loop.Publishers[(int)(_sent++ % _loop.Publishers.Count)];
            publisher.Client.Send(publisher.Next(due));
        }
    }

    private long SendWhereRoom(long now)
    {
        if (_loop.Deliveries != _deliveriesThen)
        {
            (_deliveriesThen, _lastDelivery) = (_loop.Deliveries, now);
        }
        else if (now - _lastDelivery > LoadClock.Of(Stall))
        {
            // Something was lost: a closed loop would wait for it for ever.
            _lastDelivery = now;
            foreach (var publisher in _loop.Publishers)
            {
                publisher.UnderWay = 0;
            }
        }

        foreach (var publisher in _loop.Publishers)
        {
            SendWhatFits(publisher, now);
        }

        return now + LoadClock.Of(TimeSpan.FromMilliseconds(100));
    }

    // In one write, as a client does that has several messages at once.
    private void SendWhatFits(LoadPublisher publisher, long now)
    {
        List<byte>? several = null;
        while (publisher.UnderWay <= (options.Window - 1L) * publisher.Fan)
        {
            (several ??= []).AddRange(publisher.Next(now));
        }

        if (several is not null)
        {
            publisher.Client.Send(CollectionsMarshal.AsSpan(several));
        }
    }
}
