namespace Broker.Runtime.Actor.Internal;

/// <summary>The cell whose code runs on this thread: the only ambient state of the engine.</summary>
/// <remarks>
/// Read in three places only: where an actor is constructed, by the static <c>Context</c>, and by the sends with an implied
/// sender. It is set around each mailbox turn and each continuation of an asynchronous handler.
/// </remarks>
internal static class CurrentCell
{
    [ThreadStatic]
    private static ActorCell? _value;

    /// <summary>The running cell, or null outside of any actor.</summary>
    public static ActorCell? Value
    {
        get => _value;
        set => _value = value;
    }
}
