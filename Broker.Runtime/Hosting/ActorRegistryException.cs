namespace Broker.Runtime.Hosting;

/// <summary>The registry cannot do what it was asked for.</summary>
public class ActorRegistryException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ActorRegistryException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with what caused it.</summary>
    public ActorRegistryException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
