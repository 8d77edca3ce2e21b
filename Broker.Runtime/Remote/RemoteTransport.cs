using Broker.Runtime.Actor;
using Broker.Runtime.Event;

namespace Broker.Runtime.Remote;

/// <summary>Carries messages between actor systems.</summary>
public abstract class RemoteTransport
{
    private protected RemoteTransport(ExtendedActorSystem system, RemoteActorRefProvider provider)
    {
        System = system;
        Provider = provider;
        Log = Logging.GetLogger(system, "remoting");
    }

    /// <summary>This actor system.</summary>
    public ExtendedActorSystem System { get; }

    /// <summary>Its provider.</summary>
    public RemoteActorRefProvider Provider { get; }

    /// <summary>All addresses of this system.</summary>
    public abstract ISet<Address> Addresses { get; }

    /// <summary>The address other nodes know this system by.</summary>
    public abstract Address DefaultAddress { get; }

    /// <summary>The log of remoting.</summary>
    public ILoggingAdapter Log { get; set; }

    /// <summary>The address of this system as <paramref name="remote"/> has to use it.</summary>
    public abstract Address LocalAddressForRemote(Address remote);

    /// <summary>Gives up an incarnation of another node for good; without <paramref name="uid"/>, the one believed alive.</summary>
    public abstract void Quarantine(Address address, int? uid);

    /// <summary>Sends a message to an actor of another node.</summary>
    public abstract void Send(object message, IActorRef? sender, RemoteActorRef recipient);

    /// <summary>Says goodbye to all nodes and closes everything, within the configured time.</summary>
    public abstract Task Shutdown();

    /// <summary>Starts to listen.</summary>
    public abstract void Start();
}
