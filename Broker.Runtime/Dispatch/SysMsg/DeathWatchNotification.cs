using Broker.Runtime.Actor;
using Broker.Runtime.Event;

namespace Broker.Runtime.Dispatch.SysMsg;

/// <summary>Tells parents and watchers that an actor ended; a watcher sees it as <see cref="Terminated"/>.</summary>
public sealed class DeathWatchNotification(IActorRef actor, bool existenceConfirmed, bool addressTerminated)
    : SystemMessage, IDeadLetterSuppression
{
    /// <summary>The actor that ended.</summary>
    public IActorRef Actor { get; } = actor;

    /// <summary>False when it is not known whether the actor ever existed.</summary>
    public bool ExistenceConfirmed { get; } = existenceConfirmed;

    /// <summary>True when its whole system was given up as unreachable.</summary>
    public bool AddressTerminated { get; } = addressTerminated;

    /// <inheritdoc />
    public override string ToString() =>
        $"<DeathWatchNotification>: {Actor}, ExistenceConfirmed={ExistenceConfirmed}, AddressTerminated={AddressTerminated}";
}
