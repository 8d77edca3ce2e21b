using Broker.Runtime.Actor.Internal;

namespace Broker.Runtime.Actor;

/// <summary>Lets code outside of actors send, receive and watch as an actor does.</summary>
/// <remarks>Holds at most <c>akka.actor.inbox.inbox-size</c> messages; further ones are dropped with a warning. Ends with <see cref="Dispose()"/>.</remarks>
public class Inbox : IInboxable, IDisposable
{
    private readonly ActorSystem _system;
    private readonly InboxQueue _queue;
    private readonly TimeSpan _defaultTimeout;

    private Inbox(ActorSystem system)
    {
        _system = system;
        _defaultTimeout = system.Settings.Config.GetTimeSpan("akka.actor.inbox.default-timeout");
        _queue = new InboxQueue(system.Settings.Config.GetInt("akka.actor.inbox.inbox-size"));
        Receiver = ((ActorSystemImpl)system).SystemActorOf(Props.CreateBy(new InboxReceiverProducer(_queue)), "inbox-" + Guid.NewGuid().ToString("N"));
    }

    /// <inheritdoc />
    public IActorRef Receiver { get; }

    /// <summary>A new inbox; its actor lives as long as it.</summary>
    public static Inbox Create(ActorSystem system) => new(system);

    /// <inheritdoc />
    public object Receive() => Receive(_defaultTimeout);

    /// <inheritdoc />
    public object Receive(TimeSpan timeout) => ReceiveWhere(static _ => true, timeout);

    /// <inheritdoc />
    public object ReceiveWhere(Predicate<object> predicate) => ReceiveWhere(predicate, _defaultTimeout);

    /// <inheritdoc />
    public object ReceiveWhere(Predicate<object> predicate, TimeSpan timeout) =>
        TakeAsync(predicate, timeout).GetAwaiter().GetResult() ?? throw new TimeoutException($"Inbox {Receiver.Path} received no message within {timeout}.");

    /// <inheritdoc />
    public Task<object> ReceiveAsync() => ReceiveAsync(_defaultTimeout);

    /// <inheritdoc />
    public async Task<object> ReceiveAsync(TimeSpan timeout) =>
        await TakeAsync(static _ => true, timeout).ConfigureAwait(false)
        ?? new Status.Failure(new TimeoutException($"Inbox {Receiver.Path} received no message within {timeout}."));

    /// <inheritdoc />
    public void Send(IActorRef actorRef, object message) => actorRef.Tell(message, Receiver);

    /// <inheritdoc />
    public IActorRef Watch(IActorRef subject)
    {
        Receiver.Tell(new InboxReceiver.WatchIt(subject, null), ActorRefs.NoSender);
        return subject;
    }

    /// <inheritdoc />
    public IActorRef WatchWith(IActorRef subject, object message)
    {
        Receiver.Tell(new InboxReceiver.WatchIt(subject, message), ActorRefs.NoSender);
        return subject;
    }

    /// <inheritdoc />
    public IActorRef Unwatch(IActorRef subject)
    {
        Receiver.Tell(new InboxReceiver.UnwatchIt(subject), ActorRefs.NoSender);
        return subject;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the receiving actor.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            _system.Stop(Receiver);
    }

    private async Task<object?> TakeAsync(Predicate<object> predicate, TimeSpan timeout)
    {
        using CancellationTokenSource deadline = new(timeout < TimeSpan.Zero ? TimeSpan.Zero : timeout);
        return await _queue.TakeAsync(predicate, deadline.Token).ConfigureAwait(false);
    }
}
