namespace Broker.Runtime.Actor.Internal;

/// <summary>Calls handlers of one delegate type; shared by all actors, so that a handler costs an actor its delegate only.</summary>
internal abstract class HandlerInvoker
{
    /// <summary>Calls the handler if the message is of its type and accepted; false when it was not handled.</summary>
    public abstract bool TryInvoke(Delegate handler, Delegate? shouldHandle, object message);
}

/// <summary>Calls synchronous handlers.</summary>
internal sealed class ActionInvoker<T> : HandlerInvoker
{
    public static readonly ActionInvoker<T> Instance = new();

    public override bool TryInvoke(Delegate handler, Delegate? shouldHandle, object message)
    {
        if (message is not T typed || (shouldHandle is not null && !((Predicate<T>)shouldHandle)(typed)))
            return false;
        ((Action<T>)handler)(typed);
        return true;
    }
}

/// <summary>Calls handlers that say whether they handled the message.</summary>
internal sealed class FuncInvoker<T> : HandlerInvoker
{
    public static readonly FuncInvoker<T> Instance = new();

    public override bool TryInvoke(Delegate handler, Delegate? shouldHandle, object message) =>
        message is T typed && ((Func<T, bool>)handler)(typed);
}

/// <summary>Calls asynchronous handlers.</summary>
internal sealed class AsyncInvoker<T> : HandlerInvoker
{
    public static readonly AsyncInvoker<T> Instance = new();

    public override bool TryInvoke(Delegate handler, Delegate? shouldHandle, object message)
    {
        if (message is not T typed || (shouldHandle is not null && !((Predicate<T>)shouldHandle)(typed)))
            return false;
        CurrentCell.Value!.RunTask((Func<T, Task>)handler, typed);
        return true;
    }
}

/// <summary>Narrows handlers of any object to one type that is known at run time only.</summary>
internal sealed class TypedInvoker(Type messageType, HandlerInvoker inner) : HandlerInvoker
{
    public override bool TryInvoke(Delegate handler, Delegate? shouldHandle, object message) =>
        messageType.IsInstanceOfType(message) && inner.TryInvoke(handler, shouldHandle, message);
}
