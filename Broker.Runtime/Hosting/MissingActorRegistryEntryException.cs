namespace Broker.Runtime.Hosting;

/// <summary>No actor is registered under the key.</summary>
public sealed class MissingActorRegistryEntryException : ActorRegistryException
{
    /// <summary>Creates the exception.</summary>
    public MissingActorRegistryEntryException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with what caused it.</summary>
    public MissingActorRegistryEntryException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
