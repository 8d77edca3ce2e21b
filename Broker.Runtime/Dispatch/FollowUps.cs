using System.Diagnostics;

namespace Broker.Runtime.Dispatch;

/// <summary>What a thread does itself after what it is doing, instead of handing it to the pool: turns of actors, wake-ups of writers.</summary>
/// <remarks>
/// <para>Handing work to the pool wakes another thread, and where traffic is sparse that costs more than the work. Here the thread that
/// has the message in its caches goes on with it: from the socket to the last write.</para>
/// <para>Only a few items wait here; who has woken more shares them with the pool. And only so many are done in a row, and for so long:
/// actors that answer each other for ever must not keep a thread, nor one that has much to do keep the sockets of that thread waiting.</para>
/// <para>An item waits until the code that added it has returned to the scope, so that code must not block until the item is done.</para>
/// <para>Actors and links begin scopes themselves. Other code may: a thread that tells actors what has come in runs them after it.</para>
/// <para>Akka.NET has nothing like it.</para>
/// </remarks>
public sealed class FollowUps
{
    private const int MostWaiting = 8;
    private const int MostInARow = 128;

    private static readonly TimeSpan MostTime = TimeSpan.FromMilliseconds(1);

    [ThreadStatic]
    private static FollowUps? _ofThread;

    private readonly IThreadPoolWorkItem?[] _items = new IThreadPoolWorkItem?[MostWaiting];
    private int _first;
    private int _count;
    private TimeSpan _mostTime;
    private bool _isOpen;

    private FollowUps()
    {
    }

    /// <summary>Collects on this thread from now on; what was collected is done when the scope ends. Within another scope it is that one.</summary>
    public static Scope Begin() => Begin(MostTime);

    /// <summary>The same with another limit of time.</summary>
    internal static Scope Begin(TimeSpan mostTime)
    {
        var own = _ofThread ??= new FollowUps();
        if (own._isOpen)
            return default;
        own._isOpen = true;
        own._mostTime = mostTime;
        return new Scope(own);
    }

    /// <summary>Leaves an item to this thread's scope; false when there is none, or no room in it.</summary>
    internal static bool TryAdd(IThreadPoolWorkItem item)
    {
        if (_ofThread is not { _isOpen: true, _count: < MostWaiting } own)
            return false;
        own._items[(own._first + own._count++) % MostWaiting] = item;
        return true;
    }

    private void End()
    {
        try
        {
            var since = _count > 0 ? Stopwatch.GetTimestamp() : 0;
            for (var left = MostInARow; _count > 0 && left > 0 && Stopwatch.GetElapsedTime(since) < _mostTime; left--)
                Take().Execute();
        }
        finally
        {
            _isOpen = false;
            while (_count > 0)
                ThreadPool.UnsafeQueueUserWorkItem(Take(), preferLocal: false);
        }
    }

    private IThreadPoolWorkItem Take()
    {
        var item = _items[_first]!;
        _items[_first] = null;
        _first = (_first + 1) % MostWaiting;
        _count--;
        return item;
    }

    /// <summary>A part of one thread's time; must not reach over an <c>await</c>.</summary>
    public readonly ref struct Scope
    {
        private readonly FollowUps? _own;

        internal Scope(FollowUps own) => _own = own;

        /// <summary>Does what was collected.</summary>
        public void Dispose() => _own?.End();
    }
}
