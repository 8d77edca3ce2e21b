namespace Broker.Runtime.Actor;

/// <summary>Takes messages for code outside of actors.</summary>
public interface IInboxable : ICanWatch
{
    /// <summary>The actor that takes the messages.</summary>
    IActorRef Receiver { get; }

    /// <summary>The next message; throws <see cref="TimeoutException"/> when none comes within the default timeout.</summary>
    object Receive();

    /// <summary>The next message; throws <see cref="TimeoutException"/> when none comes in time.</summary>
    object Receive(TimeSpan timeout);

    /// <summary>The next message; a <see cref="Status.Failure"/> when none comes within the default timeout.</summary>
    Task<object> ReceiveAsync();

    /// <summary>The next message; a <see cref="Status.Failure"/> when none comes in time.</summary>
    Task<object> ReceiveAsync(TimeSpan timeout);

    /// <summary>The first message that fits; others stay. Throws <see cref="TimeoutException"/> when none comes within the default timeout.</summary>
    object ReceiveWhere(Predicate<object> predicate);

    /// <summary>The first message that fits; others stay. Throws <see cref="TimeoutException"/> when none comes in time.</summary>
    object ReceiveWhere(Predicate<object> predicate, TimeSpan timeout);

    /// <summary>Sends as <see cref="Receiver"/>.</summary>
    void Send(IActorRef actorRef, object message);
}
