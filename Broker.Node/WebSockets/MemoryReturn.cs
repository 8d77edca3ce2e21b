using Microsoft.Extensions.Options;

namespace Broker.Node.WebSockets;

/// <summary>Gives memory back to the system after a storm of connections has gone.</summary>
/// <remarks>
/// The runtime collects when something is allocated. A node that has become quiet allocates nothing, and would keep what the connections
/// and their topics have left until the next storm. Only a collection that stops the process gives it back; it takes as long as what is
/// still connected is large, which is why it waits until most has gone.
/// </remarks>
internal sealed class MemoryReturn : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ClientSockets _sockets;
    private readonly SocketSweep _clock;
    private readonly StormWatch _watch;
    private readonly Action _collect;
    private readonly ITimer _timer;

    public MemoryReturn(ClientSockets sockets, SocketSweep clock, IOptions<ClientSocketOptions> options, TimeProvider time)
        : this(sockets, clock, options.Value, time, static () => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true))
    {
    }

    /// <summary>With another way to collect.</summary>
    internal MemoryReturn(ClientSockets sockets, SocketSweep clock, ClientSocketOptions options, TimeProvider time, Action collect)
    {
        _sockets = sockets;
        _clock = clock;
        _watch = new StormWatch(options.CollectAfter);
        _collect = collect;
        _timer = time.CreateTimer(static memory => ((MemoryReturn)memory!).Look(), this, Interval, Interval);
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        if (_watch.IsOver(_sockets.Count, _clock.NowMs))
        {
            _collect();
        }
    }
}
