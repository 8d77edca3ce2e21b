using Broker.Runtime.Actor.Internal;
using Broker.Runtime.Dispatch.SysMsg;
using Broker.Runtime.Event;

namespace Broker.Runtime.Actor;

/// <content>Death watch, in both directions.</content>
public sealed partial class ActorCell
{
    // What the actor watches, with the message it wants instead of Terminated, if any.
    private WatchTable? _watching;
    private WatchTable? _watchedBy;

    // Ended actors whose Terminated is in the mailbox: taken out by an Unwatch, which must be the last word.
    private WatchTable? _terminatedQueued;
    private bool _watchesAddresses;

    /// <inheritdoc />
    public IActorRef Watch(IActorRef subject) => Watch(subject, null);

    /// <inheritdoc />
    public IActorRef WatchWith(IActorRef subject, object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Watch(subject, message);
    }

    /// <inheritdoc />
    public IActorRef Unwatch(IActorRef subject)
    {
        var watchee = (IInternalActorRef)subject;
        if (!watchee.Equals(Self) && _watching?.Remove(watchee) == true)
        {
            watchee.SendSystemMessage(new Unwatch(watchee, Self));
            if (!watchee.IsLocal)
                MaintainAddressSubscription();
        }

        _terminatedQueued?.Remove(watchee);
        return watchee;
    }

    /// <summary>A Terminated that was stashed goes into the mailbox again.</summary>
    internal void TerminatedIsQueuedAgain(Terminated terminated) => (_terminatedQueued ??= new WatchTable()).TryAdd(terminated.ActorRef, null);

    private static bool HasRemote(WatchTable? table) => table?.Actors.Any(static a => a is IActorRefScope { IsLocal: false }) == true;

    private static IActorRef[] OfAddress(WatchTable? table, Address address) => table?.Actors.Where(a => a.Path.Address == address).ToArray() ?? [];

    private IActorRef Watch(IActorRef subject, object? message)
    {
        var watchee = (IInternalActorRef)subject;
        if (watchee.Equals(Self))
            return watchee;
        if (_watching is not null && _watching.TryGet(watchee, out var before))
        {
            if (!Equals(before, message))
            {
                throw new InvalidOperationException(
                    $"{Self} already watches {watchee} with another termination message; unwatch it first.");
            }

            return watchee;
        }

        (_watching ??= new WatchTable()).TryAdd(watchee, message);
        watchee.SendSystemMessage(new Watch(watchee, Self));
        if (!watchee.IsLocal)
            MaintainAddressSubscription();
        return watchee;
    }

    private void AddWatcher(IInternalActorRef watchee, IInternalActorRef watcher)
    {
        var watcheeIsSelf = watchee.Equals(Self);
        if (watcheeIsSelf && !watcher.Equals(Self))
        {
            (_watchedBy ??= new WatchTable()).TryAdd(watcher, null);
            if (!watcher.IsLocal)
                MaintainAddressSubscription();
        }
        else if (!watcheeIsSelf && watcher.Equals(Self))
        {
            Watch(watchee);
        }
    }

    private void RemoveWatcher(IInternalActorRef watchee, IInternalActorRef watcher)
    {
        var watcheeIsSelf = watchee.Equals(Self);
        if (watcheeIsSelf && !watcher.Equals(Self))
        {
            if (_watchedBy?.Remove(watcher) == true && !watcher.IsLocal)
                MaintainAddressSubscription();
        }
        else if (!watcheeIsSelf && watcher.Equals(Self))
        {
            Unwatch(watchee);
        }
    }

    private void WatchedActorTerminated(IActorRef actor, bool existenceConfirmed, bool addressTerminated)
    {
        if (_watching is not null && _watching.Remove(actor, out var message))
        {
            if (actor is IActorRefScope { IsLocal: false })
                MaintainAddressSubscription();
            if (!_terminating)
            {
                (_terminatedQueued ??= new WatchTable()).Set(actor, message);
                Self.Tell(new Terminated(actor, existenceConfirmed, addressTerminated), actor);
            }
        }

        ChildTerminated(actor);
    }

    private void ReceivedTerminated(Terminated terminated)
    {
        if (_terminatedQueued is null || !_terminatedQueued.Remove(terminated.ActorRef, out var message))
            return;
        var toReceive = message ?? terminated;
        CurrentMessage = toReceive;
        ReceiveMessage(toReceive);
    }

    private void TellWatchers()
    {
        if (_watchedBy is null)
            return;
        // Remote watchers first: their message has the longer way, and a local one may end the whole system.
        foreach (var watcher in _watchedBy.Actors.Cast<IInternalActorRef>().OrderBy(static w => w.IsLocal))
        {
            if (!watcher.Equals(Parent))
                watcher.SendSystemMessage(new DeathWatchNotification(Self, existenceConfirmed: true, addressTerminated: false));
        }

        _watchedBy = null;
    }

    private void UnwatchAll()
    {
        if (_watching is not null)
        {
            foreach (var watchee in _watching.Actors.Cast<IInternalActorRef>())
                watchee.SendSystemMessage(new Unwatch(watchee, Self));
        }

        _watching = null;
        _terminatedQueued = null;
        if (_watchesAddresses)
            MaintainAddressSubscription();
    }

    private void AddressTerminated(Address address)
    {
        foreach (var watcher in OfAddress(_watchedBy, address))
            _watchedBy!.Remove(watcher);
        foreach (var watchee in OfAddress(_watching, address))
        {
            var isChild = _children?.Contains(watchee) == true;
            SendSystemMessage(new DeathWatchNotification(watchee, existenceConfirmed: isChild, addressTerminated: true));
        }
    }

    // An address that is given up ends many watches at once; only actors with remote watches have to hear of it.
    private void MaintainAddressSubscription()
    {
        var wanted = HasRemote(_watching) || HasRemote(_watchedBy);
        if (wanted == _watchesAddresses)
            return;
        _watchesAddresses = wanted;
        var topic = AddressTerminatedTopic.Get(SystemImpl);
        if (wanted)
            topic.Subscribe(Self);
        else
            topic.Unsubscribe(Self);
    }
}
