namespace Broker.Runtime.Actor.Internal;

/// <summary>The handlers of a <see cref="ReceiveActor"/> behaviour, in the order of their declaration.</summary>
/// <remarks>Part of the hot path: one virtual call and one type check for each handler tried, no allocation.</remarks>
internal sealed class HandlerTable
{
    private Entry[] _entries = [];
    private int _count;
    private bool _closed;

    public void Add(Type messageType, Delegate handler, Delegate? shouldHandle, HandlerInvoker invoker)
    {
        ArgumentNullException.ThrowIfNull(handler);
        if (_closed)
            throw new InvalidOperationException($"A handler for {messageType} would never be reached: a handler for every message was declared before it.");
        if (_count == _entries.Length)
            Array.Resize(ref _entries, Math.Max(4, _count * 2));
        _entries[_count++] = new Entry(handler, shouldHandle, invoker);
        _closed = messageType == typeof(object) && shouldHandle is null && handler is not Func<object, bool>;
    }

    public void AddLast(Delegate handler, HandlerInvoker invoker) => Add(typeof(object), handler, null, invoker);

    public bool Handle(object message)
    {
        foreach (ref readonly var entry in _entries.AsSpan(0, _count))
        {
            if (entry.Invoker.TryInvoke(entry.Handler, entry.ShouldHandle, message))
                return true;
        }

        return false;
    }

    private readonly record struct Entry(Delegate Handler, Delegate? ShouldHandle, HandlerInvoker Invoker);
}
