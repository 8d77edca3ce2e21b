using Broker.Runtime.Actor;

namespace Broker.Runtime.Remote;

/// <summary>Gives <see cref="AddressUid"/>.</summary>
public class AddressUidExtension : ExtensionIdProvider<AddressUid>
{
    /// <inheritdoc />
    public override AddressUid CreateExtension(ExtendedActorSystem system) => new();

    /// <summary>The number of this incarnation of <paramref name="system"/>.</summary>
    public static int Uid(ActorSystem system) => system.WithExtension<AddressUid, AddressUidExtension>().Uid;
}
