using Broker.Runtime.Actor.Internal;

namespace Broker.Runtime.Actor;

/// <summary>An actor that declares a handler for each type of message; the first that matches is used.</summary>
public abstract class ReceiveActor : UntypedActor
{
    private HandlerTable? _configuring;
    private HandlerTable _initial;

    /// <summary>The constructor of the derived class declares the handlers.</summary>
    protected ReceiveActor()
    {
        _initial = new HandlerTable();
        _configuring = _initial;
    }

    private HandlerTable Configuring => _configuring ??
        throw new InvalidOperationException("Handlers may be declared only in the constructor or in the action given to Become or BecomeStacked.");

    internal override Receive InitialBehavior()
    {
        var table = _initial;
        _configuring = null;
        _initial = null!;
        return table.Handle;
    }

    /// <summary>Not used by this kind of actor.</summary>
    protected sealed override void OnReceive(object message) => throw new NotSupportedException("A ReceiveActor handles messages by its handlers.");

    /// <summary>Replaces the current handlers by those that <paramref name="configure"/> declares.</summary>
    protected void Become(Action configure) => Cell.Become(Configure(configure).Handle);

    /// <summary>Puts the handlers that <paramref name="configure"/> declares on top of the current ones.</summary>
    protected void BecomeStacked(Action configure) => Cell.BecomeStacked(Configure(configure).Handle);

    /// <summary>Handles messages of type <typeparamref name="T"/> that <paramref name="shouldHandle"/> accepts.</summary>
    protected void Receive<T>(Action<T> handler, Predicate<T>? shouldHandle = null) =>
        Configuring.Add(typeof(T), handler, shouldHandle, ActionInvoker<T>.Instance);

    /// <summary>Handles messages of type <typeparamref name="T"/> that <paramref name="shouldHandle"/> accepts.</summary>
    protected void Receive<T>(Predicate<T> shouldHandle, Action<T> handler) => Receive(handler, shouldHandle);

    /// <summary>Handles messages of <paramref name="messageType"/> that <paramref name="shouldHandle"/> accepts.</summary>
    protected void Receive(Type messageType, Action<object> handler, Predicate<object>? shouldHandle = null) =>
        Configuring.Add(messageType, handler, shouldHandle, new TypedInvoker(messageType, ActionInvoker<object>.Instance));

    /// <summary>Handles messages of <paramref name="messageType"/> that <paramref name="shouldHandle"/> accepts.</summary>
    protected void Receive(Type messageType, Predicate<object> shouldHandle, Action<object> handler) => Receive(messageType, handler, shouldHandle);

    /// <summary>Tries a message of type <typeparamref name="T"/>; false passes it to the next handler.</summary>
    protected void Receive<T>(Func<T, bool> handler) => Configuring.Add(typeof(T), handler, null, FuncInvoker<T>.Instance);

    /// <summary>Tries a message of <paramref name="messageType"/>; false passes it to the next handler.</summary>
    protected void Receive(Type messageType, Func<object, bool> handler) =>
        Configuring.Add(messageType, handler, null, new TypedInvoker(messageType, FuncInvoker<object>.Instance));

    /// <summary>Handles every message; no handler may be declared after it.</summary>
    protected void ReceiveAny(Action<object> handler) => Configuring.AddLast(handler, ActionInvoker<object>.Instance);

    /// <summary>Handles messages of type <typeparamref name="T"/>; the next message waits until the task has ended.</summary>
    protected void ReceiveAsync<T>(Func<T, Task> handler, Predicate<T>? shouldHandle = null) =>
        Configuring.Add(typeof(T), handler, shouldHandle, AsyncInvoker<T>.Instance);

    /// <summary>Handles messages of type <typeparamref name="T"/>; the next message waits until the task has ended.</summary>
    protected void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) => ReceiveAsync(handler, shouldHandle);

    /// <summary>Handles messages of <paramref name="messageType"/>; the next message waits until the task has ended.</summary>
    protected void ReceiveAsync(Type messageType, Func<object, Task> handler, Predicate<object>? shouldHandle = null) =>
        Configuring.Add(messageType, handler, shouldHandle, new TypedInvoker(messageType, AsyncInvoker<object>.Instance));

    /// <summary>Handles messages of <paramref name="messageType"/>; the next message waits until the task has ended.</summary>
    protected void ReceiveAsync(Type messageType, Predicate<object> shouldHandle, Func<object, Task> handler) =>
        ReceiveAsync(messageType, handler, shouldHandle);

    /// <summary>Handles every message; the next message waits until the task has ended.</summary>
    protected void ReceiveAnyAsync(Func<object, Task> handler) => Configuring.AddLast(handler, AsyncInvoker<object>.Instance);

    private HandlerTable Configure(Action configure)
    {
        var outer = _configuring;
        var table = new HandlerTable();
        _configuring = table;
        try
        {
            configure();
        }
        finally
        {
            _configuring = outer;
        }

        return table;
    }
}
