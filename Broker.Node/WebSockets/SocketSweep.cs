namespace Broker.Node.WebSockets;

/// <summary>One timer for the deadlines of all sockets of a node: a timer for each would cost an idle connection more than its state.</summary>
/// <remarks>
/// Each socket is looked at once a second. Sockets are spread over several groups, so that neither the sweep nor the pings it sends
/// come all at once.
/// </remarks>
internal sealed class SocketSweep : IDisposable
{
    private const int Groups = 8;

    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);

    private readonly List<ISwept>[] _groups = new List<ISwept>[Groups];
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long _nowMs;
    private int _next;
    private int _turn;

    public SocketSweep(TimeProvider time)
    {
        _time = time;
        for (var i = 0; i < Groups; i++)
        {
            _groups[i] = [];
        }

        _nowMs = ReadClock();
        _timer = time.CreateTimer(static sweep => ((SocketSweep)sweep!).Tick(), this, Round / Groups, Round / Groups);
    }

    /// <summary>Milliseconds of a monotonic clock, as exact as the sweep: cheap enough for every read and write.</summary>
    public long NowMs => Volatile.Read(ref _nowMs);

    /// <summary>Begins to look at a socket.</summary>
    public void Add(ISwept socket)
    {
        var group = _groups[(uint)Interlocked.Increment(ref _next) % Groups];
        lock (group)
        {
            socket.SweepSlot = new SweepSlot(group, group.Count);
            group.Add(socket);
        }
    }

    /// <summary>Looks at a socket no more.</summary>
    public static void Remove(ISwept socket)
    {
        if (socket.SweepSlot.Group is not { } group)
        {
            return;
        }

        lock (group)
        {
            // The last one takes the place, so that removal does not shift the rest.
            var slot = socket.SweepSlot;
            var last = group[^1];
            group[slot.Index] = last;
            last.SweepSlot = slot;
            group.RemoveAt(group.Count - 1);
            socket.SweepSlot = default;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Tick()
    {
        Volatile.Write(ref _nowMs, ReadClock());
        var group = _groups[(uint)Interlocked.Increment(ref _turn) % Groups];
        lock (group)
        {
            foreach (var socket in group)
            {
                socket.Sweep(_nowMs);
            }
        }
    }

    private long ReadClock() => _time.GetTimestamp() / (_time.TimestampFrequency / 1000);
}
