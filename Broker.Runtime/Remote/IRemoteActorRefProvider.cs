using Broker.Runtime.Actor;

namespace Broker.Runtime.Remote;

/// <summary>A provider that knows other systems.</summary>
public interface IRemoteActorRefProvider : IActorRefProvider
{
    /// <summary>The actor that watches over remote actors and their nodes.</summary>
    IActorRef RemoteWatcher { get; }

    /// <summary>What carries the messages.</summary>
    RemoteTransport Transport { get; }

    /// <summary>The settings of remoting.</summary>
    RemoteSettings RemoteSettings { get; }

    /// <summary>Whether <paramref name="address"/> is this system.</summary>
    bool HasAddress(Address address);

    /// <summary>As <see cref="IActorRefProvider.ResolveActorRef(string)"/>, past any cache.</summary>
    IActorRef InternalResolveActorRef(string path);

    /// <summary>Gives up an incarnation of another node for good.</summary>
    void Quarantine(Address address, int? uid);

    /// <summary>The reference for a path that may lack its address, which then is <paramref name="localAddress"/>.</summary>
    IInternalActorRef ResolveActorRefWithLocalAddress(string path, Address localAddress);
}
