using System.Text;
using Broker.Runtime.Actor;
using Broker.Runtime.Dispatch.SysMsg;
using Broker.Runtime.Remote.Links;

namespace Broker.Runtime.Remote;

/// <summary>A reference to an actor of another system.</summary>
/// <remarks>A message is delivered at most once, and in order from one sender while the connection lasts.</remarks>
public class RemoteActorRef : InternalActorRefBase, IRemoteRef
{
    private readonly RemoteTransport _remote;
    private readonly int _hash;
    private byte[]? _wirePath;

    /// <summary>Creates the reference for <paramref name="path"/>, whose address names the other system.</summary>
    public RemoteActorRef(RemoteTransport remote, Address localAddressToUse, ActorPath path, IInternalActorRef parent, Props? props, Deploy? deploy)
    {
        _remote = remote;
        LocalAddressToUse = localAddressToUse;
        Path = path;
        Parent = parent;
        Props = props;
        Deploy = deploy;
        _hash = base.GetHashCode();
        IsControl = ControlPaths.Contains(path);
    }

    /// <summary>The address by which the other system knows this one.</summary>
    public Address LocalAddressToUse { get; }

    /// <inheritdoc />
    public override IInternalActorRef Parent { get; }

    /// <inheritdoc />
    public override IActorRefProvider Provider => _remote.Provider;

    /// <inheritdoc />
    public override bool IsLocal => false;

    /// <inheritdoc />
    public override bool IsTerminated => false;

    /// <inheritdoc />
    public override ActorPath Path { get; }

    /// <summary>What the actor is made of, where this system deployed it.</summary>
    internal Props? Props { get; }

    /// <summary>How the actor was deployed, where this system deployed it.</summary>
    internal Deploy? Deploy { get; }

    /// <summary>Whether all messages to this actor go over the control lane.</summary>
    internal bool IsControl { get; }

    /// <summary>The association of the actor's node; set at the first send.</summary>
    internal Association? Association { get; set; }

    /// <summary>The path below the address, with uid, as it goes over the wire.</summary>
    internal byte[] WirePath => _wirePath ??= Encoding.UTF8.GetBytes(WirePaths.Below(Path));

    /// <inheritdoc />
    public override IActorRef GetChild(IReadOnlyList<string> name) => RemoteChildren.Resolve(this, _remote, name);

    /// <summary>Whether a watch goes through the <see cref="RemoteWatcher"/>, which also watches the node; all but its own do.</summary>
    public bool IsWatchIntercepted(IActorRef watchee, IActorRef watcher) =>
        !watcher.Equals(_remote.Provider.RemoteWatcher) && watchee.Equals(this);

    /// <inheritdoc />
    public override void Start()
    {
    }

    /// <inheritdoc />
    public override void Stop() => SendSystemMessage(new Terminate());

    /// <inheritdoc />
    public override void Suspend() => SendSystemMessage(new Suspend());

    /// <inheritdoc />
    public override void Resume(Exception? causedByFailure = null) => SendSystemMessage(new Resume(causedByFailure));

    /// <inheritdoc />
    public override void Restart(Exception cause) => SendSystemMessage(new Recreate(cause));

    /// <inheritdoc />
    public override void SendSystemMessage(ISystemMessage message)
    {
        switch (message)
        {
            case Watch watch when IsWatchIntercepted(watch.Watchee, watch.Watcher):
                _remote.Provider.RemoteWatcher.Tell(new RemoteWatcher.WatchRemote(watch.Watchee, watch.Watcher), ActorRefs.NoSender);
                break;
            case Unwatch unwatch when IsWatchIntercepted(unwatch.Watchee, unwatch.Watcher):
                _remote.Provider.RemoteWatcher.Tell(new RemoteWatcher.UnwatchRemote(unwatch.Watchee, unwatch.Watcher), ActorRefs.NoSender);
                break;
            default:
                _remote.Send(message, ActorRefs.NoSender, this);
                break;
        }
    }

    /// <inheritdoc />
    public override int GetHashCode() => _hash;

    /// <inheritdoc />
    public override bool Equals(object? obj) => base.Equals(obj);

    /// <inheritdoc />
    protected override void TellInternal(object message, IActorRef? sender) => _remote.Send(message, sender, this);
}
