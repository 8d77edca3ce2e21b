using Broker.Runtime.Dispatch.SysMsg;

namespace Broker.Runtime.Actor;

/// <summary>What the engine needs of every reference beyond <see cref="IActorRef"/>.</summary>
public interface IInternalActorRef : IActorRef, IActorRefScope
{
    /// <summary>The actor that supervises this one.</summary>
    IInternalActorRef Parent { get; }

    /// <summary>The provider that made this reference.</summary>
    IActorRefProvider Provider { get; }

    /// <summary>True when the actor is known to have ended.</summary>
    bool IsTerminated { get; }

    /// <summary>Walks down <paramref name="name"/>; an element may carry <c>#uid</c>, <c>..</c> goes up.</summary>
    IActorRef GetChild(IReadOnlyList<string> name);

    /// <summary>Lets the actor go on after a failure or a suspension.</summary>
    void Resume(Exception? causedByFailure = null);

    /// <summary>Starts the actor.</summary>
    void Start();

    /// <summary>Stops the actor after the message it is working on.</summary>
    void Stop();

    /// <summary>Replaces the actor's instance.</summary>
    void Restart(Exception cause);

    /// <summary>Makes the actor wait; only system messages are handled.</summary>
    void Suspend();

    /// <summary>Sends a message of the engine, which is handled before the user's.</summary>
    void SendSystemMessage(ISystemMessage message);
}
