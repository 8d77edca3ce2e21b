using Broker.Runtime.Actor;
using Broker.Runtime.Remote;

namespace EngineTests.Remote.Systems;

internal static class RemoteSystemExtensions
{
    public static RemoteActorRefProvider Provider(this ActorSystem system) => (RemoteActorRefProvider)((ExtendedActorSystem)system).Provider;

    public static Broker.Runtime.Remote.Remoting Remoting(this ActorSystem system) => system.Provider().Remoting;

    public static Address Address(this ActorSystem system) => system.Provider().DefaultAddress;

    /// <summary>The name of a system in an in-memory network.</summary>
    public static string NetworkName(this ActorSystem system) => $"{system.Address().Host}:{system.Address().Port}";

    /// <summary>The reference another system has of a local actor.</summary>
    public static IActorRef Seen(this ActorSystem from, ActorSystem owner, IActorRef actor) =>
        from.Provider().ResolveActorRef(actor.Path.ToSerializationFormatWithAddress(owner.Address()));

    public static int Uid(this ActorSystem system) => AddressUidExtension.Uid(system);
}
