namespace Broker.Runtime.Actor;

/// <summary>Makes and finds an extension.</summary>
public interface IExtensionId
{
    /// <summary>The type of the extension.</summary>
    Type ExtensionType { get; }

    /// <summary>Gives the system's extension, and makes it if there is none.</summary>
    object Apply(ActorSystem system);

    /// <summary>Gives the system's extension, and makes it if there is none.</summary>
    object Get(ActorSystem system);

    /// <summary>Makes the extension; called by the system, once.</summary>
    object CreateExtension(ExtendedActorSystem system);
}
