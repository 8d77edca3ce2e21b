namespace Broker.Runtime.Hosting;

/// <summary>An actor is registered under a key that another one has.</summary>
public sealed class DuplicateActorRegistryException : ActorRegistryException
{
    /// <summary>Creates the exception.</summary>
    public DuplicateActorRegistryException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with what caused it.</summary>
    public DuplicateActorRegistryException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
