using Broker.Runtime.Event;

namespace Broker.Runtime.Actor.Internal;

/// <summary>Puts what comes into the queue of an <see cref="Inbox"/>.</summary>
internal sealed class InboxReceiver(InboxQueue queue) : UntypedActor
{
    private readonly ILoggingAdapter _log = Logging.GetLogger(Context);
    private bool _warned;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case WatchIt { Message: { } instead } watch:
                Context.WatchWith(watch.Subject, instead);
                break;
            case WatchIt watch:
                Context.Watch(watch.Subject);
                break;
            case UnwatchIt unwatch:
                Context.Unwatch(unwatch.Subject);
                break;
            default:
                Add(message);
                break;
        }
    }

    private void Add(object message)
    {
        bool added = queue.TryAdd(message);
        if (!added && !_warned)
            _log.Warning("Dropping message: Inbox size has been exceeded, use akka.actor.inbox.inbox-size to increase maximum allowed inbox size.");
        _warned = !added;
    }

    internal sealed record WatchIt(IActorRef Subject, object? Message) : INoSerializationVerificationNeeded;

    internal sealed record UnwatchIt(IActorRef Subject) : INoSerializationVerificationNeeded;
}
