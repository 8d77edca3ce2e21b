namespace Broker.Runtime.Actor;

/// <summary>Makes and finds an extension of type <typeparamref name="T"/>.</summary>
public interface IExtensionId<out T> : IExtensionId
    where T : IExtension
{
    /// <summary>Gives the system's extension, and makes it if there is none.</summary>
    new T Apply(ActorSystem system);

    /// <summary>Gives the system's extension, and makes it if there is none.</summary>
    new T Get(ActorSystem system);

    /// <summary>Makes the extension; called by the system, once.</summary>
    new T CreateExtension(ExtendedActorSystem system);
}
